"""Rules of settling between the parties."""
