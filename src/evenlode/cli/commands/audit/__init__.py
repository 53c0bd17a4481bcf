"""Prove what was recorded."""
