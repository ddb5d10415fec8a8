"""Names that the escalation and the pinning listeners share."""

KEEP, APPROVE, DISCARD = "keep", "approve_pin", "discard_pin"
