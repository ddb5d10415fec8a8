"""Words that set a limit to a number, before it and behind it: "at least 4", "not below 4", "4 or more".

Limits of age have a grammar of their own, see `index.questions.ages`.
"""

_NEGATED, _PLAIN = r"(?:no|not)\s+", r"(?<!no )(?<!not )"
_MORE = "(?:(?:more|longer|greater|higher|heavier) than|over|above|beyond)"
_LESS = "(?:(?:less|fewer|shorter|lower|lighter|smaller) than|under|below)"

_END = "(?![a-z])"  # a citation may be glued to it

STRICTLY = f"{_MORE}|{_LESS}"  # without the number itself
AT_LEAST = rf"(?:at least|{_NEGATED}{_LESS}|{_PLAIN}{_MORE})"
AT_MOST = rf"(?:up to|at most|{_NEGATED}{_MORE}|{_PLAIN}{_LESS})"
MORE_BEHIND = rf"(?:more|longer|greater|higher|larger|above|over|older|heavier|up){_END}"  # after "4 hours or"
LESS_BEHIND = rf"(?:less|fewer|shorter|lower|smaller|below|under|younger|lighter){_END}"
# what is counted, between a number and "or more": "mL/min/1.73 m2", "FTE employees"
COUNTED = r"(?:\s+(?!(?:a|an|and|each|every|for|in|of|on|or|per|the|to|with)\b)[^\W\d]\S*)"
LIMITING = r"(?:above|over|at least|more|less|below|under|up to|max(?:imum)?|exceed\w*)"  # whatever stands where
