"""Commands for operators, beside Pulumi's own: `python -m cli <command>`."""
