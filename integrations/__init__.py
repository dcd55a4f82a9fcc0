"""Ad accounts, OAuth, the token vault, the adapters to the ad platforms."""
