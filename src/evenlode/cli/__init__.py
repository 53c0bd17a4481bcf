"""The command line: one command a file, found by name; thin over the library."""
