"""Settling between the parties: states, differences, forecast and close, as plain values and rules."""
