"""The report as one HTML page that needs nothing else: no network, no script."""

from pulumi_liveperson.review.page.rendering import as_page

__all__ = ["as_page"]
