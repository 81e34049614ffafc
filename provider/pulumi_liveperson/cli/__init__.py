"""Commands for operators that complement Pulumi's: `liveperson <command>`."""
