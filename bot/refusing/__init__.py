"""Whether the sources answer at all: what speaks against the sentence that stands first."""
