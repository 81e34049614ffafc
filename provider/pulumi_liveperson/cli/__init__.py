"""Commands for operators, beside Pulumi's own: `liveperson <command>`."""
