"""Measures the provider on the real Pulumi engine, and compares it with two other providers.

All declare the same resources. Seconds depend on the machine and its load, so the tables show ratios: the
providers run in turn, and each ratio compares two runs that followed each other.
"""
