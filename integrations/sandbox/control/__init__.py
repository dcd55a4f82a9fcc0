"""The control API and the page: look at the sandbox, and make things happen in it."""
