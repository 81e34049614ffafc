"""The report for all accounts as one HTML page without a script, which needs no network."""

from pulumi_liveperson.fleet.combined.page.rendering import as_page

__all__ = ["as_page"]
