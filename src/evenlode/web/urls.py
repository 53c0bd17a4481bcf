"""Addresses: every page found by file, and one answer for all that is none."""

from __future__ import annotations

from django.urls import path, re_path

from evenlode.web.api import api
from evenlode.web.failing import no_such_page
from evenlode.web.pages import urlpatterns as of_the_pages

urlpatterns = [*of_the_pages(), path("api/", api.urls), re_path(r"^(?P<rest>.*)$", no_such_page)]
