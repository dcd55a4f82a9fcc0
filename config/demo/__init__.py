"""The demo organisation, Marlow Bakehouse: its story, its pictures, and how ninety days are lived through."""
