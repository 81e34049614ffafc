"""The process in which the engine runs our providers: Pulumi's own host, and what it lacks."""
