"""Slack: events in, one post out."""
