"""Names that the escalation and the pinning listeners share."""

KEEP, APPROVE, DISCARD = "keep", "approve_pin", "discard_pin"
COLLECTIONS = "in"  # in the metadata of a question to a person: those that are searched where it was asked
