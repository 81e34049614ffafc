"""The shifts of workdays, as programs declare them."""
