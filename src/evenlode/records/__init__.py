"""What must never be lost: one append-only, hash-chained journal, and what is kept in it."""
