"""Entry of the desk half: the intake team's queue and the courier. It holds the keys and loads no CMS."""

from __future__ import annotations

from pathlib import Path

from portal.settings.common import *
from portal.settings.environment import ENVIRONMENT, database, env, mail_server, required, time_of_day

HALF = "desk"
ROOT_URLCONF = "portal.settings.desk_urls"
WSGI_APPLICATION = "portal.settings.desk_wsgi.application"
AUTH_USER_MODEL = "desk.Worker"

DATABASES = {
    "default": database("DATABASE_URL", "the desk's database as a URL", dev=f"sqlite:///{VAR_DIR / 'desk.sqlite3'}")
}
# Only the courier's process is given these two; the desk's web process cannot reach the portal's database.
if env.str("PORTAL_DATABASE_URL", default=""):
    DATABASES["portal"] = database("PORTAL_DATABASE_URL", "the letter box, with the courier's role")
if env.str("BROOM_DATABASE_URL", default=""):
    DATABASES["broom"] = database("BROOM_DATABASE_URL", "the letter box, with the broom's role")
DATABASE_ROUTERS = ["portal.core.routers.LetterBoxRouter"]

PRIVATE_KEY_FILE = Path(
    required("PRIVATE_KEY_FILE", "the private key that opens letters", dev=str(VAR_DIR / "keys/desk.json"))
)

INSTALLED_APPS = [
    "portal.core",
    "portal.vault",
    "portal.intake",
    "portal.desk",
    "portal.demo.desk",
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
    "portal.core.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.desk.middleware.WorkerLanguageMiddleware",
    "portal.core.middleware.BodyLimitMiddleware",
    "portal.core.middleware.FailureMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.desk.middleware.IdleMiddleware",
    "portal.desk.middleware.SecondFactorMiddleware",
    "portal.desk.middleware.PermissionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# SQLite leaves out the columns that the queue's indexes carry along for PostgreSQL, and needs them not.
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "models.W040"]

SESSION_COOKIE_NAME = COOKIE_PREFIX + "tp-desk"
CSRF_COOKIE_NAME = COOKIE_PREFIX + "tp-desk-form"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
# After so many minutes without a request of their own a worker is signed out; the session itself lasts a little longer,
# so that the page that says so can say it.
DESK_IDLE_MINUTES = env.int("DESK_IDLE_MINUTES", default=20)
SESSION_COOKIE_AGE = (DESK_IDLE_MINUTES + 10) * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Notes to a worker lie in the session, not in a cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CMS_PATH = ""
EXIT_URL = ""
# Workers have no user name, only an e-mail address.
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "portal.desk.adapters.DeskAccountAdapter"
MFA_ADAPTER = "portal.desk.adapters.DeskMFAAdapter"
LOGIN_REDIRECT_URL = "/"

# How long the sender may read the state and the messages in the box after each was put there.
BOX_KEEP_DAYS = env.int("BOX_KEEP_DAYS", default=365)

# So many contacts with the very same long text within an hour stay in the queue; those after them go into the box of
# suspected spam. 0: the courier never puts any there.
SPAM_SAME_TEXT = env.int("SPAM_SAME_TEXT", default=20)

# From when on, on a working day, the courier mails each duty address its summary of the morning.
DUTY_DIGEST_AT = time_of_day("DUTY_DIGEST_AT", default="08:00")
# The domains that a team's duty address may have; while none is named, no duty address can be kept.
DUTY_EMAIL_DOMAINS = env.list("DUTY_EMAIL_DOMAINS", default=[])
# A mail server that hangs keeps the courier from its letters no longer than this, in seconds.
EMAIL_TIMEOUT = 10

if ENVIRONMENT == "dev":
    from portal.settings.dev import *
elif ENVIRONMENT == "test":
    from portal.settings.test import *
else:
    from portal.settings.production import *

    # Only the courier's process is given these two, and it does not start without them.
    if env.str("EMAIL_URL", default=""):
        vars().update(mail_server("EMAIL_URL", "the mail server for mail to duty addresses"))
        DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", "the address that mail to duty addresses comes from")
