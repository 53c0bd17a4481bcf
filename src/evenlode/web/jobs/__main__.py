"""`python -m evenlode.web.jobs`: the worker as a process of its own."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenlode.web.settings")

if __name__ == "__main__":
    import django

    django.setup()
    from evenlode.web.jobs.worker import main

    main()
