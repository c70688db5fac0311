"""Django's settings, derived from the environment; nothing here is set by hand."""

from __future__ import annotations

from pathlib import Path

from boekbrug import __version__
from boekbrug.project import database, environment, keys, logs

ENVIRONMENT = environment.load()
PACKAGE = Path(__file__).resolve().parent.parent
DATA = environment.data_folder(ENVIRONMENT.data)

BOEKBRUG_VERSION = __version__
PROFILE = ENVIRONMENT.profile
DEBUG = False
SECRET_KEY = keys.secret_key(DATA, ENVIRONMENT.secret_key.get_secret_value())
SEALING_KEYS = DATA / "keys" / "sealing.keys"
TIMELINE_KEY = keys.derive(SECRET_KEY, "timeline")
FACTOR_KEY = keys.derive(SECRET_KEY, "second factors")
ALLOWED_HOSTS = [*ENVIRONMENT.hosts, *(["testserver"] if PROFILE == "test" else [])]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.address]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "boekbrug.business.people",
    "boekbrug.business.schedules",
    "boekbrug.business.dossiers",
    "boekbrug.business.timeline",
    "boekbrug.business.visits",
    "boekbrug.business.files",
    "boekbrug.business.looks",
    "boekbrug.business.invitations",
    "boekbrug.business.contacts",
    "boekbrug.business.repeats",
    "boekbrug.business.documents",
    "boekbrug.business.banking",
    "boekbrug.business.connections",
    "boekbrug.business.inbox",
    "boekbrug.business.reconciliation",
    "boekbrug.business.outbox",
    "boekbrug.business.safekeeping",
    "boekbrug.business.watching",
    "boekbrug.web",
    "boekbrug.project",
]
MIDDLEWARE = [
    "boekbrug.web.middleware.headers.set_headers",
    "boekbrug.web.middleware.requests.log_request",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "boekbrug.project.schema_guard.refuse_other_version",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "boekbrug.web.middleware.language.speak_the_readers_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "boekbrug.web.middleware.forms.refuse_unusable",
    "boekbrug.web.middleware.disk.SayWhenItIsFull",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "boekbrug.project.urls"
WSGI_APPLICATION = "boekbrug.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "boekbrug.web.context.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

DATABASES = {"default": database.settings_for(ENVIRONMENT.database, DATA)}
DATABASE_OWNER = database.owner_for(ENVIRONMENT.database_owner, DATABASES["default"], DATA)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # when it is full, a third goes: with Django's 300, guessing at many accounts wiped the counts
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

AUTH_USER_MODEL = "people.Person"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # an address is unique whatever its capitals, by a constraint
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_LENGTH_MIN = 12
BREACHED_PASSWORDS = ENVIRONMENT.breached_passwords
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_LENGTH_MIN},
    },
    {"NAME": "boekbrug.business.people.passwords.AtMost"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "boekbrug.business.people.passwords.NotTheirOwn"},
    {"NAME": "boekbrug.business.people.passwords.NotBreached"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come in by invitation of somebody who knows the address
ACCOUNT_ADAPTER = "boekbrug.web.login.InvitedOnly"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # such a mail would offer to sign up, which nobody can
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # who changes a password or a factor is not always its owner
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {  # counted in the shared cache; what a wrong password is counted by: web/login.py
    "login_failed": "10/h/key,10/m/ip,50/h/ip",
    "login_failed_everywhere": "500/h/key",
    "reauthenticate": "20/h/user",
    "manage_email": "5/h/user",
    "reset_password": "20/h/ip,5/h/key",
    "reset_password_from_key": "20/h/ip",
}
MFA_ADAPTER = "boekbrug.business.people.factor_adapter.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Boekbrug"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ENVIRONMENT.is_loopback  # browsers allow passkeys on localhost only

LANGUAGE_CODE = "en"
LANGUAGES = [("nl", "Nederlands"), ("fr", "Français"), ("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATIC_ROOT = None  # files are served from the package itself
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
PORT, WEB_THREADS, WORKERS = ENVIRONMENT.port, ENVIRONMENT.web_threads, ENVIRONMENT.workers
BLOBS = DATA / "files"
HEADS_FOLDER = ENVIRONMENT.heads_folder
FOLDER_ROOTS = [DATA / "deliveries", *ENVIRONMENT.folder_roots]
OUTSIDE_ALLOWED = frozenset(ENVIRONMENT.outside_allowed)
UPLOAD_BYTES_MAX = ENVIRONMENT.upload_megabytes_max * 1024 * 1024
DISK_RESERVE_BYTES = ENVIRONMENT.disk_reserve_megabytes * 1024 * 1024
ALIVE_ADDRESS = ENVIRONMENT.alive_address.get_secret_value()
METRICS_TOKEN = ENVIRONMENT.metrics_token.get_secret_value()
API_LIMITS = ENVIRONMENT.api_limits.model_dump()
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if not ENVIRONMENT.mail.host:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = ENVIRONMENT.mail.host
EMAIL_PORT = ENVIRONMENT.mail.port
EMAIL_HOST_USER = ENVIRONMENT.mail.user
EMAIL_HOST_PASSWORD = ENVIRONMENT.mail.password.get_secret_value()
EMAIL_USE_TLS = ENVIRONMENT.mail.security == "starttls"
EMAIL_USE_SSL = ENVIRONMENT.mail.security == "tls"
EMAIL_TIMEOUT = ENVIRONMENT.mail.timeout_seconds
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail.sender
SERVER_EMAIL = ENVIRONMENT.mail.sender

_SECURE = not ENVIRONMENT.is_loopback
SECURE_SSL_REDIRECT = _SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics/"]  # what watches the machine asks on the machine itself
# behind a proxy every visitor has its address; without this, one who guesses passwords locks everybody out
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _SECURE else 0
SECURE_HSTS_SECONDS = 31536000 if _SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _SECURE
SECURE_HSTS_PRELOAD = _SECURE
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_NAME = "__Host-session" if _SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _SECURE else "csrf"
DEVICE_COOKIE_NAME = "__Host-device" if _SECURE else "device"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie
LANGUAGE_COOKIE_SECURE = _SECURE
LANGUAGE_COOKIE_NAME = "__Host-language" if _SECURE else "language"  # only after a choice at the login
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "boekbrug.web.pages.errors.stale"
X_FRAME_OPTIONS = "DENY"

LOGGING_CONFIG = None
logs.configure(
    quiet=PROFILE == "test",
    secrets=[
        SECRET_KEY,
        METRICS_TOKEN,
        ALIVE_ADDRESS,
        EMAIL_HOST_PASSWORD,
        DATABASES["default"].get("PASSWORD", ""),
        (DATABASE_OWNER or {}).get("PASSWORD", ""),
    ],
)
