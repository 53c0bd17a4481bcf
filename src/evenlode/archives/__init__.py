"""Zips and workbooks as files: opened without trust, and written whole with what they say of themselves."""
