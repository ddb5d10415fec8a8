"""What a sentence must hold to answer: a code, a dose, a definition, a duty. Known by its words, not by its meaning.

A form is a list of ways to say such a thing, one a line; a new way is a new line. The parts that several of them need
stand above.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from index.questions.codes import holds_code
from index.questions.units import ANY_UNIT, MEASURE_IN_FULL, SHORT_TIME, TIME

CODE_ANSWERS = frozenset({"code", "diagnosis code", "letter code", "level ii code", "short code"})


def _any(*ways: str) -> str:
    """Return a pattern for any of several, the first that fits; whoever puts it into another encloses it."""
    return "|".join(ways)


def _words(*ways: str) -> str:
    """Return a pattern for any of several that begin and end with a word."""
    return rf"\b(?:{_any(*ways)})\b"


COUNT = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|(?:a|one|two|three|five) hundred)"
)
_ONE_IN_SO_MANY = rf"{COUNT}\s+(?:of|in|out\s+of)\s+(?:every\s+)?{COUNT}"
_PERCENT = r"\d\s?%"
_LOCAL_NUMBER = r"\d{3}[-. )]{1,2}\d{4}"  # the last seven digits of a telephone number

# Doses and times
_DOSE = rf"(?:\d\s?(?:-\s?)?{MEASURE_IN_FULL}\b|\du/kg\b)(?!\s?/\s?(?:d?l\b|min\b))"  # a level of 500 mg/dL is none
_TIMES = r"\b(?:once|twice|(?:two|three|four|six|\d+)\s+times)\s+(?:daily|weekly|monthly|(?:a|per)\s+(?:day|week))\b"
_SHARE_OF_DOSE = _any(
    r"\bdoses?\s+(?:is|are|be)\s+(?:\w+\s+)?(?:cut|reduced|lowered|raised|increased|halved|doubled|repeated|skipped)\b",
    r"\b(?:half|double|twice|full|quarter)\s+(?:of\s+)?(?:the\s+)?(?:usual\s+|normal\s+|standard\s+)?dose\b",
)
_AS_ORDERED = _any(  # "q6h", "bid"
    r"\bq\s?\d+(?:\s?[-–]\s?\d+)?\s?(?:h|hrs?|hours?|min|minutes|d|days?|wks?|weeks?|mo|months?)\b",
    r"\b(?:bid|tid|qid)\b",
)
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_NO_AGE = r"(?!\s+(?:old|of age)\b)"  # behind a number of years

# Lengths
_LENGTH = _any(
    r"\d[\s-]?(?:[cm]m|inch(?:es)?|in\.)(?!\w|\s*Hg)",
    rf"\b{COUNT}[\s-]+(?:centimet|millimet|inch|finger|feet|foot)",
)
_GAUGE = r"\d[\s-]?(?:(?i:gauge)|G)\b"

# Money
_SUM_OF_MONEY = r"[$€£]\s?\d"
_CURRENCY = r"(?:dollars?|euros?|cents?|USD)"
_PRICE = r"[|:]\s*\d[\d,]*\.\d\d(?=\s*(?:\||$))"  # alone in its cell, in whatever column
_PRICED = _any(
    # "medicare_allowed: 45.10", "Rate: 410" in a column that names it
    r"(?:fee|price|rate|allowed|pay|paid|cost|charge|payment|copay)s?(?![^\W_])[^|:]{0,12}:\s*\d",
    _PRICE,
)

# Codes
_LEVEL_II = r"(?<![\w$.,-])[A-V]\d{4}\b"  # of HCPCS, whose level I is CPT
_NO_CODE = re.compile(r"\bno\s+(?:(?!other\b)[\w-]+\s+){0,3}codes?\b", re.IGNORECASE)  # "There is no CPT code for …"
_HOUSE_CODE = re.compile(r"\b[Cc]odes?:? [A-Z]{1,4}\d{1,3}\b")  # "adjustment code SB1"
_IS_OF_DIAGNOSES = r"(?i:\bicd\b|\bicd-|diagnos|\bdx\b)"
# G43, but no twelfth thoracic vertebra, vitamin, mask or form of a claim; 724.2 of the ninth revision
_CATEGORY = r"(?:(?!T1[0-2]|B12|N95|X12)[A-Z]\d\d|[EV]?\d{2,3}\.\d{1,2})\b(?!\s*%|[.,]\d)"

# Clauses
_OPENS_CLAUSE = "since|when|if|because|although|while|there"  # and so is no subject that is defined
_NO_SUBJECT = r"(?!(?:do|does|not|that|which|who|shall|may|can|will|must|should|for)\b)"
_WRITTEN = (
    r"(?:name|state|list|record|document|include|contain|show|describe|specify|support|indicate|reflect|explain|identify"
    r"|give|note|sign|date|mention|justify)(?:s|d|ed)?\b"
)
_ON_A_CLAIM = (
    r"(?:also\s+)?be\s+(?:billed|reported|coded|charged|added|appended|claimed|submitted|listed|counted|paid)\b"
)
_OF_PAYMENT = r"(?:paid|covered|billed|reported|coded|charged|payable|denied)\b"


class _Form(NamedTuple):
    """A pattern that is compiled when it is first looked for, as few are for one question."""

    pattern: str
    flags: re.RegexFlag = re.NOFLAG


_FORMS = {
    "dose": _Form(_any(_DOSE, _TIMES, rf"\b{COUNT}\s+doses?\b", _SHARE_OF_DOSE), re.IGNORECASE),
    # "six weeks of treatment", "by 50% or more": as much of anything
    "amount": _Form(
        _any(_DOSE, _TIMES, _PERCENT, _SUM_OF_MONEY, _PRICE, rf"\b{COUNT}[\s-]+[a-z]{{3,}}"), re.IGNORECASE
    ),
    # comes every two weeks, no sooner than 30 days, or in 2% of patients
    "interval": _Form(
        _any(
            _words(
                r"every|each(?!\s+of\b)|once|twice|times",
                r"hourly|daily|nightly|weekly|monthly|quarterly|yearly|annual(?:ly)?|interval",
                r"sooner|rare(?:ly)?|common(?:ly|est)?|frequent(?:ly)?|seldom",
                rf"(?:a|an|one|per)\s+(?:\w+\s+)?{TIME}",
                rf"(?:after|than|within|least|in|for)\s+{COUNT}[\s-]+(?:\w+\s+)?{TIME}",
                r"percent",
                _ONE_IN_SO_MANY,
            ),
            _PERCENT,
            _AS_ORDERED,
        ),
        re.IGNORECASE,
    ),
    "form": _Form(
        _any(
            r"\b[Ff]orms?\s+(?:[Nn]o\.?\s*)?(?=[\w-]*\d|[A-Z]{2})[\w-]+",  # "Form HL-900"
            r"\b[A-Z]{1,6}-\d+[A-Z]?\b",  # "a signed W-9"
            r"\b(?!(?:the|an?|this|that|each|any|no|our|your|its|every|signed|completed) )\w+ form\b",
        )
    ),
    # "below 70 mg/dL", "two or more": a value that decides
    "threshold": _Form(rf"\b{COUNT}\b", re.IGNORECASE),
    "modifier": _Form(
        _any(
            r"\b[mM]odifiers?:?\s+(?=\w*[A-Z\d])[A-Z\d]{2}\b",  # "modifier SL"
            r"\b[A-Z][A-Z\d]\b",  # "KX attests"
            r"^\W*\d\d\b",
        )
    ),
    # revenue code 0655, condition code 07, POS 11, bill type 32A
    "short code": _Form(
        r"(?<![\w$.,])(?:(?:[A-Z]{1,2}-?)?\d{1,4}|\d{2}[A-Z]|[A-Z][A-Z\d])\b"
        rf"(?!\s*%|[.,]\d|[\s-]+(?:(?i:{ANY_UNIT}))\b)"
    ),
    "level ii code": _Form(_LEVEL_II),
    "letter code": _Form(_LEVEL_II),  # the same where nothing else is meant: a J code
    "diagnosis code": _Form(
        _any(
            r"(?<![\w$.,])[A-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}\b",  # M53.3
            rf"^(?=.*{_IS_OF_DIAGNOSES}).*(?<![\w$.,]){_CATEGORY}",  # a category, where the text says that it is one
        ),
        re.DOTALL,
    ),
    # pays 92% of the rate, or one in ten
    "share": _Form(
        _any(
            _PERCENT,
            r"\bper ?cent\b",
            r"\b(?:half|quarter|third)s? (?:of|the)\b",
            rf"\b{_ONE_IN_SO_MANY}\b(?!\s*{MEASURE_IN_FULL}\b)",
        ),
        re.IGNORECASE,
    ),
    # is paid at 85%, or not separately payable
    "payment": _Form(
        _any(
            _SUM_OF_MONEY,
            _PERCENT,
            _PRICED,
            _words(r"percent|dollars?|pa(?:y|ys|id|yable|yments?)|reimburs\w+|priced|bundled|free of charge"),
        ),
        re.IGNORECASE,
    ),
    # "from six years of age", "at 21 years or older", "at birth"
    "age": _Form(
        _any(
            _words(r"ages?|aged|birth|newborns?|infants?|children|adults?|(?:older|younger) than"),
            rf"\b{COUNT}[\s-]+(?:years?[\s-]+(?:old|and|or)|(?:days?|weeks?|months?)[\s-]+old)\b",
            rf"\b(?:from|at|until|till|under|over|above|below|least)\s+{COUNT}\s+(?:years?|months?)\b",
        ),
        re.IGNORECASE,
    ),
    "global period": _Form(
        _any(
            r"\b(?:global|post-?operative|follow-?up)\b.{0,60}\d",  # "a global period of 10 days", "global_days: 000"
            r"\d.{0,30}\bglobal\b",
            r"[|:]\s*(?:0?[019]0|0|00)\s*(?:\||$)",  # 90 alone in its cell
        ),
        re.IGNORECASE,
    ),
    "temperature": _Form(
        _any(r"\d\s?°", r"\bdegrees?\b", r"\bcelsius\b", r"\bfahrenheit\b", r"\d\s?[CF]\b", r"\broom temperature\b"),
        re.IGNORECASE,
    ),
    # "a 90 mm needle", "two fingers wide"
    "length": _Form(_LENGTH, re.IGNORECASE),
    "gauge": _Form(_GAUGE),  # "a 22-gauge needle"
    "size": _Form(_any(_GAUGE, r"\d[\s-]?(?:(?i:french)|Fr)\b", rf"(?i:{_LENGTH})")),
    "telephone number": _Form(
        _any(rf"\b{_LOCAL_NUMBER}\b", r"\b\d{10}\b", r"\b(?:ext|extension)\b\W{0,3}\d"), re.IGNORECASE
    ),
    "fax number": _Form(
        _any(rf"\bfax\b[^.;|]{{0,40}}?{_LOCAL_NUMBER}\b", rf"\b{_LOCAL_NUMBER}\b[^.;|\d]{{0,20}}\bfax\b"),
        re.IGNORECASE,
    ),
    "contact": _Form(
        _any(
            r"\b\d{3}[-. ]\d{4}\b",  # "757-555-0110"
            r"\b(?:ext|extension)\b\W{0,3}\d",  # "ext 4430"
            r"@\w",
            r"\bwww\.",
            r"\.(?:com|org|gov|net)\b",
            r"\bP\.?\s?O\.?\s+Box\b",
        ),
        re.IGNORECASE,
    ),
    "duration": _Form(
        _any(
            rf"\b(?:for|several|some|many|few|until|till)\s+(?:the\s+)?{TIME}\b",  # "lasts for months"
            rf"\b(?:by|until|till|before|than|on)\s+{_MONTH}\.?\s+\d",
            r"\b(?:by|until|till|before|at|after|from|in|to)\s+(?:day|week|month|year)\s+\d",
            r"\bthe (?:next|following) (?:day|morning)\b",
            r"\b(?:the same|same[- ])(?:day|week)\b",
            r"\b(?:until|till)\s+(?:age\s+\d|(?:the\s+)?[\w-]+\s+birthday)",
            r"\b(?:overnight|lifelong|indefinite(?:ly)?|permanent(?:ly)?|expires?)\b",
            # "5 business days"
            rf"\b{COUNT}[\s-]+(?:(?:calendar|business|working|full|consecutive|more|additional)\s+)?"
            rf"(?!years?\b|months?\b){TIME}\b",
            # "12 months", but no age
            rf"\b(?<!under )(?<!aged ){COUNT}[\s-]+(?:(?:calendar|full|more|additional)\s+)?(?:years?|months?)\b"
            rf"{_NO_AGE}",
            rf"(?<!q)(?<!q )\b\d+\s?{SHORT_TIME}\b{_NO_AGE}",
            rf"(?:^|[|] ){TIME}\b[^|:.]{{0,30}}:\s*{COUNT}\b",  # in a column named "Minutes that must be met"
        ),
        re.IGNORECASE,
    ),
    "number": _Form(
        _any(
            # but no code, and no number of a figure
            r"(?<!figure )(?<!table )(?<!section )(?<!chapter )(?<!appendix )(?<!page )(?<![\w.])\d(?!\d{4}\b)",
            r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter|none|no)\b",
        ),
        re.IGNORECASE,
    ),
    "definition": _Form(
        _any(
            # "An MUE is a unit of service edit", not "MUE values are published"
            rf"^\W*(?!(?:{_OPENS_CLAUSE}|it|this|these|they)\b)(?:{_NO_SUBJECT}[\w&/()'’-]+\s+){{1,7}}?"
            r"(?:(?:is|are)\s+(?:an?|the|one|any|those|[\w-]+\s+(?:of|that|which)|[\w-]+\s+(?!so\b)[\w-]+\s+(?:that|which))\b"
            r"|means?\s|(?:tell|signal|denote|indicate)s?\s+|(?:points?|refers?)\s+to\b|stands?\s+for\b"
            r"|(?:is|are)\s+(?:defined|known)\s+as\b)",
            # "Warning signs are fever, rash and pain"
            rf"^\W*(?!(?:{_OPENS_CLAUSE}|these|they)\b)(?:[\w-]+\s+){{1,4}}are\s+[^.,;:]+,[^.;:]+,?\s(?:and|or)\s",
            r"\b[\w-]{1,12} = \w",  # lists of values
            r"^\W*(?:[^|:]{1,30}: )?(?-i:[A-Z][A-Z\d-]{1,11}) \| (?=[^|]*[a-z]{3,} [a-z])",  # a row on a short form
            r"^\W*[\w-]{1,12}(?: [\w-]{1,12})?\s?[:–—]\s\w(?!.* \|)",  # "AT: acute treatment"
        ),
        re.IGNORECASE,
    ),
    # words of use and what they are used for
    "indication": _Form(
        _any(
            # "is recommended for patients with …", "performed to treat …"
            r"\b(?:indicated|recommended|preferred|considered|offered|reserved|advised|supported|performed|used|given|covered"
            r"|approved)\s+(?:mainly\s+|only\s+|also\s+)?"
            r"(?:for|with|after|in(?!\s+(?:its|their|this|these|the|one|both)\b)|when|if|against"
            r"|to\s+(?:treat|relieve|manage|control))\b",
            r"\boffered to\b",
            r"\bcandidates?\b",
            r"\bof choice\b",
            r"\bto treat\b",
            r"\b(?:meant|intended|kept|reserved)\s+(?:only\s+|mainly\s+)?for\b(?!\s+\d)",
            r"\b(?:considered|recommended|offered)\s+from\b",
            r"\bsuit(?:s|ed)?\b",
            r"\b(?:suitable|appropriate|eligible) (?:for|in|when|if)\b",
            r"\b(?:qualif(?:y|ies)|eligible)\b",
            r"\brequires?\b",
            r"\bgranted\b.{0,30}\b(?:if|when|for)\b",
            r"\bif\s+the\s+(?:patient|member|beneficiary)\s+(?:meets|has)\b",
        ),
        re.IGNORECASE,
    ),
    # a duty and what is written down
    "requirement": _Form(
        _any(
            # "the note has to name each muscle"
            r"\b(?:must|shall|should|(?:has|have|needs?|is|are|(?:is|are) required|(?:is|are) expected) to)\s+"
            rf"(?:(?!the\b|an?\b)\w+\s+){{0,2}}?{_WRITTEN}",
            r"\b(?:report|note|record|chart|letter|request|referral|log|order)s?\s+(?:(?:of|for)\s+(?:\w+\s+){1,3}?)?"
            rf"(?:also\s+|always\s+|then\s+)?{_WRITTEN}",
            r"\b(?:requires?|asks? for|demands?|expects?|calls? for)\b",
            r"\bgoes? (?:in|into|on|onto) the (?:chart|note|record|report|claim|form)\b",
            # "Record the lot number"
            rf"^\W*(?:also\s+)?{_WRITTEN}\s+(?:the|an?|all|any|each|every|both|which|what|whether|how|why|who|when)\b",
        ),
        re.IGNORECASE,
    ),
    "contraindication": _Form(
        _any(
            r"\b(?:not\s+(?:suitable|eligible|candidates?|a\s+candidate)|ineligible)\b",
            r"contra-?indicat",
            rf"\b(?:must|should|may|can|do)\s+not\b(?!\s+{_ON_A_CLAIM})",  # "must not be given with …"
            r"\bavoid",
            # "an allergy rules the injection out", but not "can be ruled out"
            r"(?<!\bbe )(?<!\bbeen )(?<!\bis )\brul(?:es?|ed|ing)\b.{0,40}\bout\b",
            r"^(?!.*\b(?:once|after|until|if|unless)\b.*\bexcluded\b).*\bexcluded\b",
            r"\b(?:exclu(?!ded\b)|postpon|defer|withh|refus|unsuitab|unsafe|preclu)\w*",
            r"(?<!have )(?<!has )(?<!had )\bnot\s+(?:to\s+)?(?:be\s+)?(?:given|used|offered|performed|recommended"
            r"|advised|appropriate|allowed|indicated|done|required|needed)\b(?! routinely)",
            r"\breasons? (?:not to|against|to (?:refuse|withhold|cancel|defer|postpone))\b",
            r"\b(?:precautions?|caution|forbid\w*)\b",
            rf"\b(?:is|are|must|should)\s+never\b(?!\s+(?:be\s+)?{_OF_PAYMENT})",
            r"\bnever\s+(?:be|use|give|inject|mix|combine|start)\b",
        ),
        re.IGNORECASE,
    ),
    # "Medicare covers the shots for …", "the second one is not paid", "plans ask for …"
    "coverage": _Form(
        _words(
            r"cover(?:s|ed|age)?|pays?|paid|payable|payment|reimburs\w+|allow(?:s|ed)?|permit(?:s|ted)?",
            r"den(?:y|ies|ied|ials?)",
            r"non-?covered|medical(?:ly)? necess\w+|reasonable and necessary|investigational|experimental|exclu\w+",
            r"eligible",
            r"approv\w+|authori[sz]\w+|requir\w+|needs?|asks? for|must|has to|have to|reject\w*|refus\w*",
            r"limit(?:s|ed)?|appeal\w*|bundled",
        ),
        re.IGNORECASE,
    ),
    # "Monday to Friday, 7 a.m. to 6 p.m.", "Mon-Fri 8-17", "24/7"
    "hours": _Form(
        _any(
            r"\b\d{1,2}(?::\d\d)?\s?[ap]\.?\s?m\b",
            r"\b(?:[01]?\d|2[0-3]):[0-5]\d\b",
            r"\b(?:noon|midnight|around the clock|24/7|24 hours)\b",
            rf"\b{_DAY}\s?(?:to|through|[-–])\s?{_DAY}\b",
            rf"\b(?:daily|weekdays|weekends|{_DAY}),? \d{{1,2}}\s?(?:to|[-–])\s?\d{{1,2}}\b",
        ),
        re.IGNORECASE,
    ),
    # by how much: "32.3% higher", "fell by 12 points"
    "difference": _Form(
        r"^(?=.*\d).*"
        + _words(
            r"higher|lower|more|less|greater|fewer|longer|shorter|better|worse|larger|smaller|faster|slower|fold",
            r"times|(?:in|de)creas\w+|reduc\w+|rais\w+|rose|fell|dropped|cut|gain\w*|lost|differ\w*",
        ),
        re.IGNORECASE | re.DOTALL,
    ),
    "destination": _Form(
        _any(
            # "must be submitted to the state agency"
            r"\b(?:sen[dt]|submit(?:s|ted)?|mail(?:s|ed)?|fax(?:es|ed)?|filed?|forward(?:s|ed)?|return(?:s|ed)?|upload(?:s|ed)?"
            r"|addressed|directed|report(?:ed)?|write)\b[^.;]{0,80}?\b(?:to|at|through|via|with)\b",
            r"\bwhom?\s+(?:is\s+called|to\s+call)\b",
            r"\b(?:pager|ext(?:ension|\.)?)\s+\d",
            r"\S@\S",
            r"\bP\.?\s?O\.?\s+Box\b",
            r"\bwww\.",
            r"https?://",
            r"\bportal\b",
            r"\bgoe?s? to\b",
            r"\b(?:contact|call|notify|e-?mail|page|phone|ask|alert|tell|inform)\s+(?:the\b|your\b|our\b|(?-i:[A-Z])\w)",
        ),
        re.IGNORECASE,
    ),
    # "no more than four a year", "is repeated no sooner than every 12 weeks", "may be used twice"
    "limit": _Form(
        _words(
            r"limit(?:s|ed)?",
            r"(?:more|less|fewer|higher|lower|sooner|later|longer|older|greater) than",
            r"maximum|highest|ceiling|at most|at the latest|once|twice",
            r"(?:up to|over|above|beyond|exceeds?)\s+[$€£]?\d[\d,.]*",
            r"(?:\d+|two|three|four|five|six)\s+(?:[\w-]+\s+){0,2}(?:times|units|sessions?|visits?|doses|tests)",
            r"per\s+(?:\w+\s+)?(?:year|lifetime)",
            r"every\s+(?:\d+|two|three|four|six)\s+\w+",
        ),
        re.IGNORECASE,
    ),
    # "takes 20 minutes", "the operation lasted 90 minutes"
    "time taken": _Form(
        _any(
            rf"\b(?:takes?|taking|took|lasts?|lasted|duration|time)\b.{{0,200}}?\b\d+[\w\s–-]{{0,40}}?{TIME}\b",
            r"\b(?:decisions?|decided|turnaround|process(?:ing|ed)|response|answered|reviewed)\b"
            rf".*?\b{COUNT}[\s-]+(?:\w+\s+)?{TIME}\b",
        ),
        re.IGNORECASE,
    ),
    # "occurred in 5% of patients", "the most common complaint is …": what was seen, not who must not be treated
    "harm": _Form(
        r"^(?!.*contra-?indicat).*?(?:"
        + _any(
            r"\d\s?%(?!\W*$)(?! *[(\[\d])",
            r"\b\d[\d.,]*\s+(?:of|in|per|out of)\s+\d",
            _words(
                r"report(?:s|ed)?|occur\w*|develop\w*|follow(?:s|ed)|affect\w*|complain\w*|seen|observed",
                r"described|experienc\w*|caus(?:es?|ed)|leads?\s+to|led\s+to|risks?|rare(?:ly)?|common|frequent|serious",
                r"adverse|side effects?|complications?|safe(?:ly|ty)?|harm\w*|worse\w*|raises?|raised|increases?d?",
            ),
        )
        + ")",
        re.IGNORECASE | re.DOTALL,
    ),
    # "Removal needs two trained staff", "$500 to $5,000: manager": who does it
    "person": _Form(
        _any(
            r"\b(?:(?i:physician|doctor|surgeon|nurse|practitioner|pharmacist|therapist|clinician|provider|manager|supervisor"
            r"|director|team|biller|coder|consultant|specialist|technician|assistant|dentist|dietitian|social worker"
            r"|officer|owner|administrator|representative|coordinator|liaison|midwife|\w+ologist|psychiatrist|ana?esthetist"
            r"|staff|personnel|auxiliary)"
            r"|CRNA|NP|PA|RN|CNS|MD|PT|OT)s?\b",
            r"\bDrs?\.? [A-Z]",
        )
    ),
    "money": _Form(
        _any(
            _SUM_OF_MONEY,
            rf"\b(?:{COUNT}|\d[\d,.]{{0,20}})\s+(?:million\s+)?{_CURRENCY}\b",
            _PRICED,
            r"\d\s?% of (?:the |its |their )?(?:\w+ )?(?:amount|fee|rate|schedule|charges?|allowed|price)\b",
        ),
        re.IGNORECASE,
    ),
}


@lru_cache(maxsize=20_000)
def holds(kind: str, text: str) -> bool:
    """Return whether a text holds what one of the forms, or "code", is for; "" asks for nothing and is always held.

    Raises KeyError on a kind that is no form.
    """
    if kind == "code":
        return holds_code(text) or any(pattern.search(text) for pattern in (_HOUSE_CODE, _NO_CODE))
    return not kind or _pattern(kind).search(text) is not None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(*_FORMS[kind])
