"""Shows when skills are open: what decides it in a stack or an account, and the formats."""
