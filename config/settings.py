"""Settings, all from the environment (`.env` is read); safe by default."""

from datetime import date, timedelta
from pathlib import Path

from environs import Env

from config.logging import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
env.read_env(env.path("ENV_FILE", BASE_DIR / ".env"), recurse=False)

DATA_DIR = env.path("DATA_DIR", BASE_DIR / ".data")
DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("ADWRIGHT_DEMO", False)
SECRET_KEY = env.str("SECRET_KEY")
FERNET_KEYS = env.list("FERNET_KEYS", [])

# Hosts: one public host, one host an organisation below BASE_DOMAIN.
BASE_DOMAIN = env.str("BASE_DOMAIN", "localhost")
PUBLIC_URL = env.str("PUBLIC_URL", "http://localhost:8000" if DEBUG or DEMO else f"https://{BASE_DOMAIN}")
SECURE = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [BASE_DOMAIN, f".{BASE_DOMAIN}"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])

SHARED_APPS = [
    "config",
    "django.contrib.admin",  # before django_tenants, whose admin templates expect a tenant on the public host
    "django_tenants",
    "tenants",
    "integrations",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_q",
    "lucide",
    "ninja",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "billing",
    "analytics",
]
TENANT_APPS = [
    "tenants",
    "integrations",
    "creatives",
    "campaigns",
    "analytics",
    "automation",
]
INSTALLED_APPS = SHARED_APPS + [app for app in TENANT_APPS if app not in SHARED_APPS]

TENANT_MODEL = "tenants.Organization"
TENANT_DOMAIN_MODEL = "tenants.Domain"
PUBLIC_SCHEMA_NAME = "public"
ROOT_URLCONF = "config.urls_tenant"
PUBLIC_SCHEMA_URLCONF = "config.urls_public"
DATABASE_ROUTERS = ["config.schemas.SchemaRouter", "django_tenants.routers.TenantSyncRouter"]
TEMPLATE_SCHEMA_NAME = "template"
TENANT_LIMIT_SET_CALLS = True

MIDDLEWARE = [
    "config.health.HealthMiddleware",
    "config.problems.ProblemMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.maintenance.MaintenanceMiddleware",
    "tenants.hosts.HostMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tenants.middleware.MembershipMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

_loaders = [
    (
        "template_partials.loader.Loader",
        [
            (
                "django.template.loaders.cached.Loader",
                [
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ],
            )
        ],
    )
]
if DEBUG:
    _loaders[0] = (_loaders[0][0], _loaders[0][1][0][1])
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": _loaders,
            "builtins": [
                "template_partials.templatetags.partials",
                "tenants.templatetags.formats",
                "tenants.templatetags.icons",
                "tenants.templatetags.words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tenants.context_processors.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
WSGI_APPLICATION = "config.wsgi.application"

DATABASES = {"default": env.dj_db_url("DATABASE_URL", engine="django_tenants.postgresql_backend")}
DATABASES["default"]["ENGINE"] = "django_tenants.postgresql_backend"
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", 600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Short queries over many tables lose more to PostgreSQL's compiler than they win.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "tenants.User"
AUTHENTICATION_BACKENDS = ["tenants.backends.MemberBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = env.str("ACCOUNT_EMAIL_VERIFICATION", "optional")
ACCOUNT_ADAPTER = "tenants.adapters.AccountAdapter"
MFA_ADAPTER = "tenants.adapters.MfaAdapter"
LOGIN_URL = f"{PUBLIC_URL}/log-in/"
LOGIN_REDIRECT_URL = "/organizations/enter/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/log-in/"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", SECURE)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000 if SECURE else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# The cache is shared by all processes: a table of the public schema, or Redis. Keys carry the schema's name.
REDIS_URL = env.str("REDIS_URL", "")
CACHES = {
    "default": {
        "BACKEND": f"django.core.cache.backends.{'redis.RedisCache' if REDIS_URL else 'db.DatabaseCache'}",
        "LOCATION": REDIS_URL or "tenants_cacheentry",
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
        **({} if REDIS_URL else {"OPTIONS": {"MAX_ENTRIES": 50_000}}),
    }
}

# Requests a minute by kind, where they differ from the usual ones: RATE_LIMITS=campaigns=600,analytics=1000
RATE_LIMITS = env.dict("RATE_LIMITS", {}, subcast_values=int)

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.path("MEDIA_ROOT", DATA_DIR / "media")
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or DEMO

globals().update(env.dj_email_url("EMAIL_URL", "console:"))
EMAIL_FILE_PATH = env.str("EMAIL_FILE_PATH", str(DATA_DIR / "mail"))  # for EMAIL_URL=file:
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"Adwright <hello@{BASE_DOMAIN}>")
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Jobs: four clusters (vocabulary: Clusters). django-q2 carries the messages; `tenants.queue` keeps the truth in its own rows, so
# django-q2 saves no results, counts no attempts and schedules nothing.
Q_CLUSTERS = ("changes", "sync", "optimize", "creative")
# What a worker works on stays its own for so many seconds (of the database's time) after its last sign of life; when it is
# killed, others wait that long. A lease must outlast the slowest call to a platform, which is why they are not shorter.
JOB_LEASE_S = env.int("JOB_LEASE_S", 30)
CHANGE_LEASE_S = env.int("CHANGE_LEASE_S", 45)
FEED_LEASE_S = env.int("FEED_LEASE_S", 45)
_cluster = {
    "orm": "default",
    "workers": env.int("Q_WORKERS", 1),
    "timeout": 3600,
    "retry": 3700,
    "queue_limit": 1,
    "save_limit": -1,
    "poll": 0.5,
    "ack_failures": True,
    "scheduler": False,
    "log_level": "WARNING",
}
Q_CLUSTER = {"name": Q_CLUSTERS[0], **_cluster, "ALT_CLUSTERS": {name: dict(_cluster) for name in Q_CLUSTERS[1:]}}
# Outside the demo the workers have probes of their own, and the web can work without them.
READINESS_CHECKS = {"jobs": "tenants.queue.health.problem"} if DEMO else {}
HIDE_SECRETS = "config.logging.hide_secrets"
LOGGING = logging_config(readable=DEBUG or DEMO, level=env.str("LOG_LEVEL", "INFO"))

# The product's clock follows this file when it is set (the demo), else the machine's.
CLOCK_FILE = env.path("CLOCK_FILE", None)

# Ad platforms. Endpoints are empty for the real hosts.
GOOGLE_CLIENT_ID = env.str("GOOGLE_CLIENT_ID", "")
GOOGLE_CLIENT_SECRET = env.str("GOOGLE_CLIENT_SECRET", "")
GOOGLE_ADS_ENDPOINT = env.str("GOOGLE_ADS_ENDPOINT", "")  # host:port of the gRPC service
GOOGLE_CONSENT_URL = env.str("GOOGLE_CONSENT_URL", "")
GOOGLE_TOKEN_URL = env.str("GOOGLE_TOKEN_URL", "")
GOOGLE_ACCESS_LEVEL = env.str(
    "GOOGLE_ACCESS_LEVEL", "explorer"
)  # of the Cloud project: test, explorer, basic, standard
META_APP_ID = env.str("META_APP_ID", "")
META_APP_SECRET = env.str("META_APP_SECRET", "")
META_GRAPH_URL = env.str("META_GRAPH_URL", "")
META_DIALOG_URL = env.str("META_DIALOG_URL", "")
TIKTOK_APP_ID = env.str("TIKTOK_APP_ID", "")
TIKTOK_APP_SECRET = env.str("TIKTOK_APP_SECRET", "")
TIKTOK_APP_TIER = env.str("TIKTOK_APP_TIER", "basic")  # basic, advanced, premium, ultimate
TIKTOK_API_URL = env.str("TIKTOK_API_URL", "")
TIKTOK_PORTAL_URL = env.str("TIKTOK_PORTAL_URL", "")

# Whose name reports carry where an organisation chose nothing of its own; an empty name is the organisation's.
BRAND_NAME = env.str("BRAND_NAME", "")
BRAND_LOGO = env.path("BRAND_LOGO", None)  # a PNG file, at most 640 x 200
BRAND_ACCENT = env.str("BRAND_ACCENT", "")  # #rrggbb
BRAND_FOOTER = env.str("BRAND_FOOTER", "")

# Who writes a report's summary: a server that speaks OpenAI's protocol. Without a model it is written by rules.
AI_BASE_URL = env.str("AI_BASE_URL", "")  # empty: OpenAI's own
AI_API_KEY = env.str("AI_API_KEY", "")
AI_MODEL = env.str("AI_MODEL", "")
AI_TIMEOUT_S = env.float("AI_TIMEOUT_S", 30.0)

# Exchange rates: the European Central Bank's history, fetched once a day where a network is; "" to never ask for it.
EXCHANGE_RATES_URL = env.str("EXCHANGE_RATES_URL", "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip")
EXCHANGE_RATES_SINCE = env.date("EXCHANGE_RATES_SINCE", date(2015, 1, 1))  # money of days before is not converted

# Storages of organisations (the nightly copy) are public hosts with https, and these, as host or host:port.
WAREHOUSE_ENDPOINTS_ALLOWED = env.list("WAREHOUSE_ENDPOINTS_ALLOWED", [])

SANDBOX_URL = f"http://127.0.0.1:{env.int('SANDBOX_PORT', 8010)}"
SANDBOX_DB = env.path("SANDBOX_DB", DATA_DIR / "sandbox.sqlite3")
