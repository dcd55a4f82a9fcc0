"""The sandbox: a separate process that speaks the ad platforms' real wire protocols on loopback.

Nothing in production code imports it. It imports neither Django nor the rest of the house.
"""

DEFAULT_APP_ID = "840000000000001"
DEFAULT_APP_SECRET = "sandbox-app-secret"
