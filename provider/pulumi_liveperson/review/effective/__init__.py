"""The effective hours of skills as a page, as a calendar feed, and as data for search engines."""
