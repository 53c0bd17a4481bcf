"""Background jobs: work that goes on when the tab is closed, and says so when its worker was killed."""
