"""A job in words."""

from django import template

from tenants.queue import reading

register = template.Library()
register.filter("job_progress", reading.describe)
