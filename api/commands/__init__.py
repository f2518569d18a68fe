"""The commands of `peerpolis`: each parses its options, asks once, and shows the answer."""
