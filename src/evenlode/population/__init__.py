"""Who is counted: segments in force, and the caseload of a definition month by month."""
