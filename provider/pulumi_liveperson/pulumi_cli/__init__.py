"""What the Pulumi CLI says: names of resources, previews, plans and states."""
