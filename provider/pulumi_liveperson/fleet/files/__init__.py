"""The configuration files of the stacks, `Pulumi.<stack>.yaml`."""
