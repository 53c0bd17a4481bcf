"""What people send, read as text under a declared schema, and everything that is wrong with it."""
