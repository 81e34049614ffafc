"""A stack program: how it runs, and the look at all that it declares before any of it is sent."""
