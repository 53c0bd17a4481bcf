"""The rows' side against itself and against plain Python."""
