"""The ways to sign in, and the one authorization that a process shares."""
