"""The app for a WSGI server, for example gunicorn: `evenlode.web.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from evenlode.web.readiness import refuse_unless_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenlode.web.settings")
application = get_wsgi_application()
refuse_unless_ready()
