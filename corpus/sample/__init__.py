"""The sample collection that the quick start answers from; its documents are data, not code."""
