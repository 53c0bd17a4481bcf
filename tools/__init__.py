"""What keeps the repository in order: generated pages, the changelog, the documentation site."""
