"""Pages: one module a subject."""
