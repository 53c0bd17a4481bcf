"""Django's settings, all of them from the environment: demo, a workspace of one's own, or production."""

from __future__ import annotations

import os
from pathlib import Path

import nhsuk_frontend_jinja

from evenlode.web.people import openid
from evenlode.web.setting_up import Mode, database, secret_key

WEB = Path(__file__).resolve().parent
WORKSPACE = Path(os.environ.get("EVENLODE_WORKSPACE", ".")).expanduser().resolve()
KEPT = WORKSPACE / "web"
"""What the web app keeps in the workspace: its database, uploads on their way in, static files."""
MODE = Mode(os.environ.get("EVENLODE_WEB_MODE", Mode.OWN))
PRODUCTION = MODE is Mode.PRODUCTION

DEBUG = MODE is Mode.DEMO
SECRET_KEY = secret_key(MODE, KEPT)
BASE_URL = os.environ.get("EVENLODE_BASE_URL", "http://localhost:8000").rstrip("/")
_LOOPBACK = "localhost,127.0.0.1,[::1]"
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("EVENLODE_ALLOWED_HOSTS", "" if PRODUCTION else _LOOPBACK).split(",")
    if host.strip()
]
OPENID = openid.read(os.environ, BASE_URL)
TODAY = os.environ.get("EVENLODE_TODAY", "") if DEBUG else ""
"""The day that a demo takes for today, since its invented data end in a year that is past; empty everywhere else."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "evenlode.web.people.apps.PeopleConfig",
    "evenlode.web.jobs.apps.JobsConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "evenlode.web.policy.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "evenlode.web.failing.OwnErrorPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "evenlode.web.access.middleware.DeskMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "evenlode.web.urls"
WSGI_APPLICATION = "evenlode.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / "templates", Path(nhsuk_frontend_jinja.__file__).parent / "templates"],
        "OPTIONS": {
            "environment": "evenlode.web.layout.environment",
            "context_processors": ["evenlode.web.layout.around_the_page"],
        },
    }
]

DATABASES = {"default": database(os.environ.get("EVENLODE_DATABASE", ""), KEPT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "sign-in"
APPEND_SLASH = False
CSRF_FAILURE_VIEW = "evenlode.web.failing.bad_csrf"
DEFAULT_EXCEPTION_REPORTER = "evenlode.web.failing.PlainReporter"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # by account, whatever the address: behind a proxy all share one address
AXES_DISABLE_ACCESS_LOG = True  # our own journal has who signed in
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "evenlode.web.people.locking.account_of"
AXES_LOCKOUT_CALLABLE = "evenlode.web.people.locking.locked_out"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "static/"
STATIC_ROOT = KEPT / "static"
STATICFILES_DIRS = [WEB / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False  # from STATIC_ROOT, where each file lies compressed as well
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-evenlode", "__Host-evenlode-csrf"
    CSRF_TRUSTED_ORIGINS = [BASE_URL]

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = KEPT / "arriving"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 100

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_values": {"()": "evenlode.web.failing.NoValues"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["no_values"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}, "axes": {"level": "ERROR"}},
}
