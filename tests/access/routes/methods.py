"""The methods by which pages are opened."""

GET, POST = "GET", "POST"
