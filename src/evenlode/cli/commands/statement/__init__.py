"""Take a statement from calculated to closed."""
