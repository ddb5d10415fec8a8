"""The small words with which English asks, as parts of patterns: "what", "is", "could".

Where a module has a list of its own instead, it says why. Longer words that ask are in lexicon/asking_words.txt, those
of a kind of question in lexicon/intents.toml.
"""

INTERROGATIVES = "what|which|how|when|where|who|whom|whose|why"
AUXILIARIES = "is|are|can|could|do|does|did|should|would|will|may|must"
TELLING_AUXILIARIES = "was|were|has|have"  # ask too, but as often go on with what is told: "…, was denied twice"
ASKING = f"{INTERROGATIVES}|{AUXILIARIES}|{TELLING_AUXILIARIES}"
