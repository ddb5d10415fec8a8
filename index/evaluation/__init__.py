"""Judged collections, runs and the measures of a ranking."""
