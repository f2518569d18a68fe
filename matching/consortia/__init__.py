"""Who is missing: neighbours that make one applicant together, and the best completion of a consortium."""
