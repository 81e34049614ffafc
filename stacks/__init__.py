"""Stack programs: one module each, whose `program()` declares the configuration of an account."""
