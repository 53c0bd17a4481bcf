"""Finance returns: the workbook that a provider fills in, its reading, and what the open book says of all of them."""
