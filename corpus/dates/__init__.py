"""Which dates a document prints of itself."""
