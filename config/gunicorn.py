"""The web server: a few processes with threads. Everything can be set from the environment."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 3 if os.environ.get("ADWRIGHT_DEMO") else 30
keepalive = 5
max_requests, max_requests_jitter = 5000, 500
reload = os.environ.get("DEBUG", "").lower() in ("1", "true", "on", "yes")
loglevel = "warning"
control_socket_disable = True
