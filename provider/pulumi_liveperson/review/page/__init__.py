"""The report as one HTML page without a script, which needs no network."""

from pulumi_liveperson.review.page.rendering import as_page

__all__ = ["as_page"]
