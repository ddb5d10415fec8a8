"""Which sentence of the passages found stands first."""
