"""Entry of the portal half: public pages, catalogue, forms, CMS. It holds public keys only."""

from __future__ import annotations

from portal.settings.common import *
from portal.settings.environment import ENVIRONMENT, database, env, mail_server, required

HALF = "portal"
ROOT_URLCONF = "portal.settings.portal_urls"
WSGI_APPLICATION = "portal.settings.portal_wsgi.application"
AUTH_USER_MODEL = "accounts.User"

DATABASES = {
    "default": database("DATABASE_URL", "the portal's database as a URL", dev=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
}

INSTALLED_APPS = [
    "portal.core",
    "portal.intake",
    "portal.accounts",
    "portal.services",
    "portal.home",
    "portal.selfcheck",
    "portal.invites",
    "portal.demo.public",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.core.middleware.CompressionMiddleware",
    "portal.core.middleware.PolicyMiddleware",
    "portal.core.kiosk.KioskMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.core.middleware.BodyLimitMiddleware",
    "portal.core.middleware.FailureMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.home.middleware.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

SESSION_COOKIE_NAME = COOKIE_PREFIX + "tp-editor"
CSRF_COOKIE_NAME = COOKIE_PREFIX + "tp-form"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# A dull site that a page leaves for when someone must not see what was on the screen.
EXIT_URL = env.str("EXIT_URL", default="")

# --- CMS -----------------------------------------------------------------------------------------------------------
CMS_PATH = "cms/"
WAGTAIL_SITE_NAME = "Tukiportti"
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska")]
# A strict house asks no other host for pictures of its editors or for news.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Without this, a translation of a live page is live before anyone has translated a word of it.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Documents have no address here. An empty list would let in every kind of file; no file ends like this one.
WAGTAILDOCS_EXTENSIONS = ["no-documents"]
WAGTAILIMAGES_IMAGE_MODEL = "wagtailimages.Image"

CMS_CONTENT_SECURITY_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "frame-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
    "base-uri": ["'none'"],
}

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "portal.accounts.adapters.PortalAccountAdapter"
MFA_ADAPTER = "portal.accounts.adapters.PortalMFAAdapter"
LOGIN_REDIRECT_URL = "/cms/"
# Who asks for a code with an address that gets none hears nothing by mail either.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# The work places whose people may sign in as professionals, by the part of their addresses after the @. None: nobody.
PROFESSIONAL_EMAIL_DOMAINS = env.list("PROFESSIONAL_EMAIL_DOMAINS", default=[])

if ENVIRONMENT == "dev":
    from portal.settings.dev import *
elif ENVIRONMENT == "test":
    from portal.settings.test import *
else:
    from portal.settings.production import *

    EXIT_URL = required("EXIT_URL", "the full address of the neutral site that exit leads to")
    WAGTAILADMIN_BASE_URL = required("WAGTAILADMIN_BASE_URL", "the address of the CMS in editorial mail")
    DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", "the address that editorial mail comes from")
    vars().update(mail_server("EMAIL_URL", "the mail server for editorial mail"))

# Whatever the CMS mails goes through one door, which lets it reach account holders and role mailboxes alone.
EDITORIAL_TRANSPORT = vars()["EMAIL_BACKEND"]
EMAIL_BACKEND = "portal.accounts.mail.EditorialMail"
ROLE_MAILBOXES = env.list("ROLE_MAILBOXES", default=[])
# Told of every review that waits, besides the mailbox that keeps the page or the entry.
EDITORS_MAILBOX = env.str("EDITORS_MAILBOX", default="")
