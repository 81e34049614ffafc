"""Measures the provider on the real Pulumi engine, side by side with two others that declare the same.

Seconds depend on the machine and on what else it does, so the table shows ratios: the providers take turns,
and each ratio is of two runs that followed each other.
"""
