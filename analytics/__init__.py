"""Metric facts and everything that is read from them."""
