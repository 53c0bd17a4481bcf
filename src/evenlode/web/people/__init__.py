"""Who may come in: people, their organisations and roles, and the ways to sign in."""
