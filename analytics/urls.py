"""Addresses on an organisation's host."""

app_name = "analytics"
urlpatterns: list = []
