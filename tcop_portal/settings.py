"""Every setting of the portal, read from environment variables.

TCOP_MODE is `demo` (the default: safe on one's own machine), `production` (refuses to start unsafe) or
`test` (set by the tests). docs/running.md lists the variables.
"""

import logging
import os
from datetime import timedelta
from pathlib import Path

import dj_database_url

from tcop_portal import environment
from tcop_portal.logs import configure_structlog, logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("TCOP_DATA_DIR", BASE_DIR / "data"))
PACKS_DIR = DATA_DIR / "packs"
ACCOUNTS_FILE = DATA_DIR / "accounts.json"

# ---- The mode, and what may never differ from it

MODE = environment.one_of(os.environ, "TCOP_MODE", environment.MODES, default="demo")
IS_PRODUCTION = MODE == "production"
if IS_PRODUCTION:
    environment.refuse_unsafe_production(os.environ)

SECRET_KEY = os.environ.get("SECRET_KEY") or environment.kept_secret_key(DATA_DIR / "secret_key")
DEBUG = environment.is_on(os.environ, "DEBUG")
ALLOWED_HOSTS = (
    environment.listed(os.environ, "ALLOWED_HOSTS")
    if IS_PRODUCTION
    else ["127.0.0.1", "localhost", *(["testserver"] if MODE == "test" else [])]
)
ORGANISATION_NAME = os.environ.get("TCOP_ORGANISATION", "Your government")
PORTAL_NAME = os.environ.get("TCOP_PORTAL_NAME", "Technology Code of Practice portal")
VERSION = "0.1.0"

# ---- Rooms and the order in which a request passes

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "crispy_forms",
    "govuk_forms",
    "tcop_portal",
    "events",
    "accounts",
    "question_sets",
    "assessments",
    "reporting",
    "editor",
]

MIDDLEWARE = [
    "tcop_portal.middleware.ResponseHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tcop_portal.middleware.ReadableBody",
    "tcop_portal.middleware.ReadableText",
    "tcop_portal.middleware.LenientSessions",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionLimits",
    "tcop_portal.logs.RequestLog",
    "tcop_portal.middleware.BusyDatabase",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tcop_portal.middleware.NoPage",
    "tcop_portal.middleware.SignInRequired",
    "axes.middleware.AxesMiddleware",
    "assessments.middleware.RefusalMiddleware",
    "editor.middleware.EditorRefusals",
]

ROOT_URLCONF = "tcop_portal.urls"
WSGI_APPLICATION = "tcop_portal.wsgi.application"
CSRF_FAILURE_VIEW = "tcop_portal.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tcop_portal.context_processors.portal",
                "tcop_portal.context_processors.navigation",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "govuk"
CRISPY_TEMPLATE_PACK = "govuk"
FORM_RENDERER = "govuk_forms.renderer.GovukRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ---- The database: the options were measured, see docs/adr/0004-sqlite-by-default.md

DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
IS_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if IS_SQLITE:
    DATABASES["default"]["ENGINE"] = "tcop_portal.sqlite"
DATABASES["default"]["OPTIONS"] = (
    {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    if IS_SQLITE
    else {
        **DATABASES["default"].get("OPTIONS", {}),
        "options": "-c statement_timeout=30s -c lock_timeout=10s",
    }
)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60 if IS_PRODUCTION else 0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- People

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "assessments:home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher"
    if MODE != "test"
    else "django.contrib.auth.hashers.MD5PasswordHasher"
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]

# ---- Throttling: by an account and a network together, so that nobody is locked out from elsewhere

AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"  # so that every hook of django-axes calls it as authenticate() does
AXES_USERNAME_CALLABLE = "accounts.network.account_of"
AXES_CLIENT_IP_CALLABLE = "accounts.network.network_of"
AXES_LOCKOUT_CALLABLE = "accounts.views.sign_in.locked_out"
AXES_SENSITIVE_PARAMETERS = ["email", "password", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# ---- Sessions: idle limits by what a person can reach, and one limit for all

IDLE_TIMEOUT = timedelta(minutes=60)
IDLE_TIMEOUT_ASSURANCE = timedelta(minutes=30)
SESSION_LIMIT = timedelta(hours=12)
SESSION_COOKIE_AGE = int(SESSION_LIMIT.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# ---- The web

COOKIE_PREFIX = "__Host-" if IS_PRODUCTION else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = environment.listed(os.environ, "CSRF_TRUSTED_ORIGINS")
BEHIND_PROXY = environment.is_on(os.environ, "TCOP_BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The longest step at its greatest length, in four-byte characters, fits.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Preloading HSTS binds a whole registered domain, which is not this site's to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# ---- Files

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "tcop_portal.static_files.HashedStaticFiles"
        if MODE != "test"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = MODE == "test"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# ---- Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# ---- Background work

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if IS_PRODUCTION
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

# ---- Question sets

# Whether publishing an edition takes a second editor. Switched off, each publication records that it was.
SECOND_EDITOR = not environment.is_off(os.environ, "TCOP_SECOND_EDITOR")

# ---- Where a lower room calls a higher one, by name

# Writes the pack's JSON that a submission freezes, inside its transaction.
PACK_WRITER = "reporting.freezing.write_pack"
# What happens once a submission is committed: dotted callables of one submission's id, in this order.
AFTER_SUBMISSION = ["reporting.after_submission.make_packs"]
# Where packs are made: detached (a process of their own), worker (manage.py db_worker), here, or later
# (manage.py build_packs).
PACKS_MADE = environment.one_of(
    os.environ,
    "TCOP_PACKS_MADE",
    environment.PACK_MAKERS,
    default={"demo": "detached", "production": "worker", "test": "later"}[MODE],
)
# What `manage.py verify` asks: dotted callables that give one sentence for each fault.
VERIFICATIONS = [
    "events.triggers.faults",
    "events.chain.broken_links",
    "question_sets.verification.faults",
    "assessments.verification.faults",
    "reporting.verification.faults",
]

# ---- Logs: on standard error, ids only

LOGGING = logging_settings(os.environ.get("TCOP_LOG_LEVEL", "WARNING" if MODE == "test" else "INFO"))
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # the line at the end of a request is enough
configure_structlog()
