"""The provider host: the process in which the engine runs our providers. It extends Pulumi's own host."""
