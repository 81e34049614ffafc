"""Commands for pipelines: `python -m cli.ci <command>`."""
