"""A sign on the door: while `<DATA_DIR>/maintenance` exists, every address answers 503 and says that it comes back.

`touch .data/maintenance` puts it up, `rm` takes it down; no restart. Health checks and static files go on as before.
"""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

RETRY_AFTER_S = 300
TEXT = "Adwright is being looked after and will be back in a few minutes. Nothing is lost."


class MaintenanceMiddleware:
    """Answer 503 with Retry-After while the sign is up; asks nothing of the database."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.sign = settings.DATA_DIR / "maintenance"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.sign.exists():
            return self.get_response(request)
        response = closed(request)
        response["Retry-After"] = str(RETRY_AFTER_S)
        return response


def closed(request: HttpRequest) -> HttpResponse:
    """Return the answer in the asker's language: a problem document, a toast or the page."""
    if request.path.startswith("/api/"):
        document = {
            "type": "urn:adwright:problem:maintenance",
            "title": "Service Unavailable",
            "status": 503,
            "detail": TEXT,
            "code": "maintenance",
        }
        return HttpResponse(json.dumps(document), status=503, content_type="application/problem+json")
    if request.headers.get("HX-Request"):
        return HttpResponse(render_to_string("components/toast.html", {"tone": "bad", "text": TEXT}), status=503)
    return HttpResponse(render_to_string("errors/503.html"), status=503)
