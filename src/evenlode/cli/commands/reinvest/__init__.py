"""Follow money that nobody earned to its schemes."""
