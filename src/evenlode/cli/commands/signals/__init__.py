"""See what a payment may have invited, and answer it."""
