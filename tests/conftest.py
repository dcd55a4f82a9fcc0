"""Fixtures that every test may use."""

pytest_plugins = ["tests.plugins.database", "tests.plugins.queue", "tests.plugins.habits"]
