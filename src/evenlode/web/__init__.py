"""The web app: a window on the library, with people, pages and jobs, and no calculation of its own."""
