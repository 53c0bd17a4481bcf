"""What was agreed: a contract folder read into frozen, dated values, or every problem at once."""
