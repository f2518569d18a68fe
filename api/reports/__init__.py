"""Reports for people as documents: JSON, tables for spreadsheets, and pages to print, the same for all doors."""
