"""The sign-in methods, and the one authorization that all threads of a process share."""
