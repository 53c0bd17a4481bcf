"""What arrived: the table dictionary, the store of rows, checks, small tables for cases, invented data."""
