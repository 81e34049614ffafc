"""The kinds of configuration object, a module for each."""
