"""Rows of tables as lines: their columns' names, which of them belong together."""
