"""One command a file: its name is the file's, its help line the file's first line, its body the function `command`."""
