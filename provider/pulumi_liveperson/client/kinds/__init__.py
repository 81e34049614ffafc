"""The kinds of configuration objects, one module for each."""
