"""Addresses on an organisation's host."""

app_name = "tenants"
urlpatterns: list = []
