"""A question in, an answer out: the terminal, Slack and `--json`."""
