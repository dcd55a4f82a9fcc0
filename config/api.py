"""The one API."""

from ninja import NinjaAPI

api = NinjaAPI(title="Adwright", version="1", urls_namespace="api")
