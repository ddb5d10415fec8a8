"""A question as it was typed -> weighted terms and what is asked for."""
