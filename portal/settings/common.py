"""What both halves share: languages, security, cookies, paths. An entry module adds its half to it."""

from __future__ import annotations

from pathlib import Path

from portal.settings.environment import BASE_DIR, ENVIRONMENT, env, required, secret

PRODUCTION = ENVIRONMENT == "production"
DEBUG = False

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# --- Secrets -------------------------------------------------------------------------------------------------------
SECRET_KEY = secret("SECRET_KEY", "signs sessions and forms", at_least=50, dev="dev-only-" + "not-secret-" * 5)
# Encrypts the second-factor secrets of account holders. It opens nothing that a resident wrote.
MFA_ENCRYPTION_KEY = secret(
    "MFA_ENCRYPTION_KEY", "encrypts second-factor secrets", at_least=32, dev="dev-only-mfa-key-" * 3
)

# --- The county ----------------------------------------------------------------------------------------------------
COUNTY_FILE = Path(
    required("COUNTY_FILE", "the county's reference data (TOML)", dev=str(BASE_DIR / "portal/demo/county.toml"))
)
PUBLIC_KEYS_FILE = Path(
    required("PUBLIC_KEYS_FILE", "public keys that letters are sealed for", dev=str(VAR_DIR / "keys/public.json"))
)

# --- Hosts and transport -------------------------------------------------------------------------------------------
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if not PRODUCTION else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_COOKIES = PRODUCTION
COOKIE_PREFIX = "__Host-" if SECURE_COOKIES else ""
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# The CSRF cookie ends with the browser, so that a shared device keeps no trace of a visit.
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "portal.core.failures.csrf_failure"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Behind a proxy every request comes from its address; the browser's own stands last in X-Forwarded-For.
RATELIMIT_IP_META_KEY = "portal.core.rates.client_address"
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
SECURE_HSTS_SECONDS = 63_072_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
# no-referrer would make browsers send "Origin: null" on our own posts, and every check would fail.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BODY_LIMIT_BYTES = 2_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_LIMIT_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Languages -----------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("fi-simple", "Selkosuomi")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

# --- Templates, forms, static files --------------------------------------------------------------------------------
FORM_RENDERER = "portal.core.forms.PortalRenderer"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
# Counting by address needs no shared store: each worker counts by itself, and the limits allow for it.
SILENCED_SYSTEM_CHECKS = ["django_ratelimit.E003", "django_ratelimit.W001"]

# --- Sign-in (both halves use allauth with a second factor) --------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
LOGIN_URL = "account_login"
ACCOUNT_FORMS = {
    "login": "portal.core.sign_in_forms.SignInForm",
    "reauthenticate": "portal.core.sign_in_forms.PasswordAgainForm",
}
MFA_FORMS = {
    "authenticate": "portal.core.sign_in_forms.CodeForm",
    "reauthenticate": "portal.core.sign_in_forms.CodeAgainForm",
    "activate_totp": "portal.core.sign_in_forms.FirstCodeForm",
}

# --- Times that visitors are told ----------------------------------------------------------------------------------
DRAFT_MINUTES = 60
DRAFT_EXTENDED_HOURS = 20
RECEIPT_MINUTES = 10
HELD_TEXT_DAYS = 7
HELD_TEXT_TOLD_DAYS = 30
# A page of a shared tablet waits so long before it asks whether somebody is there, and then so long for an answer.
KIOSK_IDLE_MINUTES = env.int("KIOSK_IDLE_MINUTES", default=10)
KIOSK_ANSWER_SECONDS = env.int("KIOSK_ANSWER_SECONDS", default=60)
LETTER_KEEP_HOURS = env.int("LETTER_KEEP_HOURS", default=24)

# --- How often one address may send; a family's library or shelter shares one, and nothing is ever dropped ---------
SEND_LIMIT_PER_MINUTE = env.int("SEND_LIMIT_PER_MINUTE", default=120)
STATUS_LIMIT_PER_MINUTE = env.int("STATUS_LIMIT_PER_MINUTE", default=20)
STATUS_WRONG_LIMIT = env.int("STATUS_WRONG_LIMIT", default=10)
STATUS_WRONG_SECONDS = 600
OPEN_DATA_LIMIT_PER_MINUTE = env.int("OPEN_DATA_LIMIT_PER_MINUTE", default=120)

# --- What a disruption's notice is read from (manage.py outage) -----------------------------------------------------
OUTAGE_FILE = Path(env.str("OUTAGE_FILE", default=str(VAR_DIR / "outage.toml")))

# --- Logging: to standard error, no request bodies, no query strings, no parameters of a database error ------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.core.logs.SparseFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}

TEMPLATE_CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.template.context_processors.i18n",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "portal.core.context_processors.frame",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": TEMPLATE_CONTEXT_PROCESSORS},
    }
]

# --- Strict policy for everything outside the CMS's own path -------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "require-trusted-types-for": ["'script'"],
    }
}
