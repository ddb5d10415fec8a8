"""Tables that the rules read: abbreviations, units, head nouns, function words."""
