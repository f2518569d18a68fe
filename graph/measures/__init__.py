"""What is measured on a snapshot, and the reports that tell it."""
