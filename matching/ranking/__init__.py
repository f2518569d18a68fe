"""The learned ranking: an additive model over features of two towns, their record, and a programme's."""
