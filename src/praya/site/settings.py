"""Configure Django from the environment; docs/settings.md explains each variable."""

from __future__ import annotations

import sys
from pathlib import Path

from csp.constants import NONE, SELF

from praya.site import environment as env
from praya.site.languages import LOCALE_FOLDER, interface_languages

SITE_FOLDER = Path(__file__).parent
VAR_FOLDER = Path(env.text("PRAYA_VAR", str(env.CHECKOUT / "var")))
JOURNAL_FOLDER = Path(env.text("PRAYA_JOURNAL", str(VAR_FOLDER / "journal")))
LOOKS_FOR_RESTORES = True

DEBUG = env.truth("PRAYA_DEBUG")
DEMO = env.truth("PRAYA_DEMO")
SELF_SERVICE = env.truth("PRAYA_SELF_SERVICE")
SECRET_KEY = env.secret_key(VAR_FOLDER)
ALLOWED_HOSTS = env.words("PRAYA_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("PRAYA_ORIGINS")
PUBLIC_URL = env.text("PRAYA_PUBLIC_URL", "http://127.0.0.1:8000")
IS_SECURE = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "praya.core",
    "praya.meet",
    "praya.show",
    "praya.match",
    "praya.make",
    "praya.move",
    "praya.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "praya.site.arrivals.Arrivals",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "praya.site.caching.NothingKept",
    "csp.middleware.CSPMiddleware",
    "praya.site.busy.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "praya.site.refusals.OwnRefusals",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "praya.site.regions.ReaderRegion",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "praya.site.unstorable.UnstorableText",
    "praya.site.busy.BusyDatabase",
    "praya.site.restored.ReadOnly",
]
if env.truth("PRAYA_REQUEST_LOG"):
    MIDDLEWARE.insert(0, "praya.site.requestlog.RequestLog")
ROOT_URLCONF = "praya.site.urls"
WSGI_APPLICATION = "praya.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_FOLDER / "templates"],
        "OPTIONS": {
            "builtins": ["praya.core.templatetags.page"],
            "loaders": [
                (
                    "praya.core.templating.loader.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "praya.core.access.frame.frame",
            ],
        },
    }
]

DATABASES = {"default": env.database(env.text("DATABASE_URL"), VAR_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "praya.core.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
# Our own pages prove every address by a code before an account is opened or entered (core/accounts).
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nobody can guess a passkey. The library counts for each process alone; ours counts for all (core/accounts/knocks.py).
ACCOUNT_RATE_LIMITS = {"login_failed": ""}
MFA_RATE_LIMITS = {"webauthn_login": ""}
# The proxy adds the address it was called from as the last one.
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.truth("PRAYA_BEHIND_PROXY"))
MFA_ADAPTER = "praya.core.accounts.passkeys.PasskeyAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = interface_languages()
LOCALE_PATHS = [LOCALE_FOLDER]
FORMAT_MODULE_PATH = "praya.site.formats"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_FOLDER / "static"
STATICFILES_DIRS = [SITE_FOLDER / "static"]
MEDIA_ROOT = VAR_FOLDER / "media"
_collected = (STATIC_ROOT / "staticfiles.json").exists() and not DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "praya.site.statics.GatheredStaticFiles"
        if _collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _collected

CSRF_FAILURE_VIEW = "praya.site.refusals.form_expired"
SESSION_COOKIE_NAME = "__Host-praya" if IS_SECURE else "praya"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
BROWSER_COOKIE_NAME = "__Host-browser" if IS_SECURE else "browser"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_SSL_REDIRECT = IS_SECURE and not env.truth("PRAYA_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.truth("PRAYA_BEHIND_PROXY") else None
SECURE_REDIRECT_EXEMPT = [r"^health$", r"^ready$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
# A work may have two hundred credits of five fields each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

DEFAULT_FROM_EMAIL = env.text("PRAYA_MAIL_FROM", "praya@localhost")
EMAIL_HOST = env.text("PRAYA_MAIL_HOST")
EMAIL_PORT = env.number("PRAYA_MAIL_PORT", 25)
EMAIL_HOST_USER = env.text("PRAYA_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("PRAYA_MAIL_PASSWORD")
EMAIL_USE_TLS = env.truth("PRAYA_MAIL_TLS")
EMAIL_TIMEOUT = 10
MAIL_PER_MINUTE = env.number("PRAYA_MAIL_PER_MINUTE", 600)
# The push services of Chromium's family, Firefox, Safari and Edge; messages go to no other host.
_PUSH_HOSTS = "fcm.googleapis.com,*.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com"
PUSH_HOSTS = [host for host in env.words("PRAYA_PUSH_HOSTS", _PUSH_HOSTS) if host != "none"]
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = VAR_FOLDER / "mail"

TASKS = {"default": {"BACKEND": "praya.core.jobs.backend.JobBackend", "QUEUES": ["default", "solve", "mail", "timed"]}}
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"secrets": {"()": "praya.site.logs.WithoutSecrets"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "plain", "filters": ["secrets"]}
    },
    "loggers": {"praya.requests": {"level": "INFO"}},
    "root": {"handlers": ["stderr"], "level": env.text("PRAYA_LOG_LEVEL", "WARNING")},
}
