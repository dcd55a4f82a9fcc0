"""Plans, limits, usage and Stripe."""
