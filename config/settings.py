"""Every setting of the register, in one file.

Values come from the environment (listed in .env.example); a comment stands where a value is a
decision. The last section refuses to start with settings that would hurt somebody.
"""

import os
import sys
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from redis.backoff import NoBackoff
from redis.retry import Retry

from config import identity_providers, refusals
from config.database import LONGEST, PLANNED_ONCE, embedded_in, short_writes
from config.sign_in_settings import *  # noqa: F403  who signs in, and how

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

TESTING = "pytest" in sys.modules
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

# ---------------------------------------------------------------- secrets and modes
if secret_file := env("SECRET_KEY_FILE", default=""):
    SECRET_KEY = Path(secret_file).read_text().strip()
else:
    SECRET_KEY = env("SECRET_KEY", default=refusals.DEFAULT_SECRET)
DEBUG = env.bool("DEBUG", default=False)
# Demo mode signs anybody in as anybody: only `make run` sets it, on its own embedded database.
DEMO = env.bool("DEMO", default=False)
DEMO_ANYWHERE = env.bool("DEMO_ANYWHERE", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")

# ---------------------------------------------------------------- the house
INSTALLED_APPS = [
    "accounts",
    "dsr",
    "referrals",
    "cetr",
    "config.nhsuk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "csp",
    "simple_history",
]
MIDDLEWARE = [
    "config.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.DatabaseDownMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.fetched.FetchedFromMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # After the proof of a form is checked, before anybody is sent to sign in: keeps what they typed.
    "accounts.session_clock.SessionClockMiddleware",
    # Who works in several areas may choose one; from here on they hold only the roles they have there.
    "accounts.area_switch.WorkingInMiddleware",
    # Deny by default: a page nobody marked public asks for a sign-in.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "config.middleware.PrivatePagesMiddleware",
    # Whoever works here and has only given a password gets no further than the second step.
    "accounts.second_factor.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # for browsers older than frame-ancestors
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
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
                "accounts.context.layout",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS, CRISPY_TEMPLATE_PACK = ["nhsuk"], "nhsuk"

# ---------------------------------------------------------------- data
# One dialect: PostgreSQL. `make run` and `make test` start one and set DATABASE_URL.
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres://dsr_app@localhost/dsr")}
# Migrations run as the role that owns the tables; the pages run as one that owns none.
if TESTING or env.bool("AS_DATABASE_OWNER", default=False):
    DATABASES["default"] |= env.db_url("DATABASE_OWNER_URL", default=env("DATABASE_URL", default=""))
else:
    DATABASES["default"]["OPTIONS"] = short_writes(DATABASES["default"])
DATABASES["default"].setdefault("OPTIONS", {}).update(PLANNED_ONCE)
DATABASES["default"] |= {
    "CONN_MAX_AGE": 600,  # its plans are worth keeping (config/compiled.py); its health is checked
    "CONN_HEALTH_CHECKS": True,
    # A page and the record that it was looked at are written together or not at all.
    "ATOMIC_REQUESTS": True,
}
DATABASE_APP_ROLE = env("DATABASE_APP_ROLE", default="dsr_app")
EMBEDDED_DATABASE = embedded_in(DATABASES["default"].get("HOST", ""))
REDIS_URL = env("REDIS_URL", default="redis://localhost:6379/0")
# Hosts whose names never leave this machine, as those of a network of containers on it.
HOSTS_ON_THIS_MACHINE = env.list("HOSTS_ON_THIS_MACHINE", default=[])
# Redis carries rate limits and wake-up calls only; sessions live in PostgreSQL and survive it.
CACHE_URL = REDIS_URL.replace("redis+socket://", "unix://", 1)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        # Its own retries would keep a page waiting four seconds for a Redis that is away.
        "OPTIONS": {"retry": Retry(NoBackoff(), 0), "socket_connect_timeout": 1, "socket_timeout": 1},
    }
}
PAPERS_DIR = Path(env("PAPERS_DIR", default=str(VAR_DIR / "papers")))
MEDIA_ROOT = PAPERS_DIR  # never served by URL: papers go out through a guarded page
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700  # for the web server alone
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# Where the end of the chain of seals is written each day, to be copied off this machine.
AUDIT_HEADS_DIR = Path(env("AUDIT_HEADS_DIR", default=str(VAR_DIR / "audit-heads")))
AUDIT_SEAL_AT = 1000  # rows: this many are sealed at once, without waiting for the minute
# Signals for a second look: more different people within an hour than these.
SIGNAL_PEOPLE_AN_HOUR = env.int("SIGNAL_PEOPLE_AN_HOUR", default=30)
SIGNAL_LISTED_AN_HOUR = env.int("SIGNAL_LISTED_AN_HOUR", default=300)
# E-mail addresses of public bodies end in one of these; a flag from any other says so to whoever reads it.
PUBLIC_BODIES = ["nhs.net", "nhs.uk", "gov.uk", "police.uk", "ac.uk", "sch.uk", "mod.uk"]
WORK_EMAIL_DOMAINS = env.list("WORK_EMAIL_DOMAINS", default=PUBLIC_BODIES)
PAPER_MAX_BYTES = 10_000_000  # domain.md section 14, `attachment_limit` [D]

# ---------------------------------------------------------------- words, time
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# ---------------------------------------------------------------- sign-in
# Most of it is the same everywhere: config/sign_in_settings.py.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_ENGINE = "accounts.session_store"
# Not in a cookie: what is said to one person, with names, would wait there for the next at that computer.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_AGE = 12 * 3600  # a long working day; then everybody signs in again (ASVS 7.3.2)
# Half an hour without a sign of anybody: long enough for a visit or a call, short enough for a shared desk.
IDLE_MINUTES = 30
IDLE_WARNING_MINUTES = 5  # time to come back to the desk and say "I am here" (WCAG 2.2.1 asks for 20 seconds)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# ---------------------------------------------------------------- the browser
# HTTPS is only ever off on the embedded database, which answers on this machine alone.
HTTPS = env.bool("HTTPS", default=not EMBEDDED_DATABASE)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # and so on the embedded database only
# Organisations through whose own sign-in people may come: a JSON list (docs/deploy.md).
IDENTITY_PROVIDERS = identity_providers.read(
    env("OIDC_PROVIDERS", default=""), env("OIDC_PROVIDERS_FILE", default=""), plain_http=not HTTPS
)
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # the balancer asks inside the network
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# A client's own X-Forwarded-* is believed only where a proxy of ours overwrites it.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0  # else everybody would share one rate limit
SECURE_REFERRER_POLICY = "same-origin"  # addresses carry ids
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "config.errors.expired_page"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_DIR", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if TESTING or DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
# Shown on error pages, which read no database and so do not know the area.
HELP_PHONE = env("HELP_PHONE", default="")
# The NHS logo belongs to NHS bodies: only one of them may turn it on.
NHS_LOGO = env.bool("NHS_LOGO", default=False)

# ---------------------------------------------------------------- messages and tasks
if env("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_TIMEOUT = 20  # seconds; a mail server that never answers would hold a worker for ever
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Dynamic support <no-reply@dynamic-support.example>")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = LONGEST // 1000
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER, CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = False, True
# With the defaults a task lost to a killed worker comes back after 100 seconds, not 10.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
}
# A page never waits for a broker that is away: the sweep finds the message within the minute.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "I am alive": {"task": "accounts.tasks.beat", "schedule": 10},
    "seal the record": {"task": "accounts.tasks.seal_record", "schedule": 60},
    "seal sooner when there is much": {"task": "accounts.tasks.seal_when_many", "schedule": 10},
    "find looks that stand out": {"task": "accounts.tasks.find_signals", "schedule": 3600},
    "carry the seal of the day out": {
        "task": "accounts.tasks.export_seal_of_the_day",
        "schedule": crontab(hour=5, minute=30),
    },
    "send what is due": {"task": "accounts.tasks.send_due_messages", "schedule": 60},
    "check every deadline against the facts": {
        "task": "dsr.tasks.check_deadlines",
        "schedule": 3600,
    },
    "ask about recommendations whose day has come": {
        "task": "dsr.tasks.chase_recommendations",
        "schedule": crontab(hour=6, minute=10),
    },
    "delete lists of names after their day": {"task": "dsr.tasks.delete_old_lists", "schedule": 900},
    "escalate emergency access": {"task": "accounts.tasks.escalate_emergency_accesses", "schedule": 3600},
    "check every review against its dates": {"task": "cetr.tasks.check_reviews", "schedule": 3600},
    "forget what was typed and not sent": {
        "task": "accounts.tasks.forget_old_forms_and_sessions",
        "schedule": 3600,
    },
    "suspend unused accounts": {"task": "accounts.tasks.suspend_unused_accounts", "schedule": 86_400},
    "forget old drafts": {"task": "referrals.tasks.forget_old_drafts", "schedule": 86_400},
}

# ---------------------------------------------------------------- logs
# One line of JSON a record, to standard error; never a name, an NHS number or a search term.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", default="WARNING")},
}

# ---------------------------------------------------------------- refusals
if not TESTING and not EMBEDDED_DATABASE:
    refusals.refuse(vars(), os.environ)
