"""Addresses on an organisation's host."""

app_name = "creatives"
urlpatterns: list = []
