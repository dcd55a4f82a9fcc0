"""Addresses on an organisation's host."""

app_name = "integrations"
urlpatterns: list = []
