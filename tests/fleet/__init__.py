"""Many accounts at once: the table, the runs, and the report for all."""
