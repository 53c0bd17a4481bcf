"""Gaming signals: patterns in the rows that a payment could invite. Each is one file, and each asks for an answer."""
