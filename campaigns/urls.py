"""Addresses on an organisation's host."""

app_name = "campaigns"
urlpatterns: list = []
