"""What a sentence must hold to answer: a code, a dose, a definition, a duty. Known by its words, not by its meaning.

A form is a list of ways to say such a thing, one a line; a new way is a new line. The parts that several of them need
stand in `answer_parts.py`.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from index.questions.answer_parts import (
    AS_ORDERED,
    CATEGORY,
    COUNT,
    CURRENCY,
    DAY,
    DOSE,
    GAUGE,
    IS_OF_DIAGNOSES,
    LENGTH,
    LEVEL_II,
    LOCAL_NUMBER,
    MONTH,
    NO_AGE,
    NO_SUBJECT,
    OF_PAYMENT,
    ON_A_CLAIM,
    ONE_IN_SO_MANY,
    OPENS_CLAUSE,
    OVER_A_TIME,
    PERCENT,
    PRICE,
    PRICED,
    SHARE_OF_DOSE,
    SO_MUCH_IN_A_TIME,
    SUM_OF_MONEY,
    TIMES,
    WRITTEN,
    any_of,
    words_of,
)
from index.questions.codes import holds_code
from index.questions.units import ANY_UNIT, MEASURE_IN_FULL, SHORT_TIME, TIME

_NO_CODE = re.compile(r"\bno\s+(?:(?!other\b)[\w-]+\s+){0,3}codes?\b", re.IGNORECASE)  # "There is no CPT code for …"
_HOUSE_CODE = re.compile(r"\b[Cc]odes?:? [A-Z]{1,4}\d{1,3}\b")  # "adjustment code SB1"
CODE_ANSWERS = frozenset({"code", "diagnosis code", "letter code", "level ii code", "short code"})


class _Form(NamedTuple):
    """A pattern that is compiled when it is first looked for, as few are for one question."""

    pattern: str
    flags: re.RegexFlag = re.NOFLAG


_FORMS = {
    "dose": _Form(any_of(DOSE, TIMES, rf"\b{COUNT}\s+doses?\b", SHARE_OF_DOSE), re.IGNORECASE),
    # "six weeks of treatment", "by 50% or more": as much of anything
    "amount": _Form(any_of(DOSE, TIMES, PERCENT, SUM_OF_MONEY, PRICE, rf"\b{COUNT}[\s-]+[a-z]{{3,}}"), re.IGNORECASE),
    # comes every two weeks, no sooner than 30 days, or in 2% of patients
    "interval": _Form(
        any_of(
            words_of(
                r"every|each(?!\s+of\b)|once|twice|times",
                r"hourly|daily|nightly|weekly|monthly|quarterly|yearly|annual(?:ly)?|interval",
                r"sooner|rare(?:ly)?|common(?:ly|est)?|frequent(?:ly)?|seldom",
                rf"(?:a|an|one|per)\s+(?:\w+\s+)?{TIME}",
                rf"(?:after|than|within|least|in|for)\s+{COUNT}[\s-]+(?:\w+\s+)?{TIME}",
                r"percent",
                ONE_IN_SO_MANY,
            ),
            PERCENT,
            AS_ORDERED,
        ),
        re.IGNORECASE,
    ),
    "form": _Form(
        any_of(
            r"\b[Ff]orms?\s+(?:[Nn]o\.?\s*)?(?=[\w-]*\d|[A-Z]{2})[\w-]+",  # "Form HL-900"
            r"\b[A-Z]{1,6}-\d+[A-Z]?\b",  # "a signed W-9"
            r"\b(?!(?:the|an?|this|that|each|any|no|our|your|its|every|signed|completed) )\w+ form\b",
        )
    ),
    # "below 70 mg/dL", "two or more": a value that decides
    "threshold": _Form(rf"\b{COUNT}\b", re.IGNORECASE),
    "modifier": _Form(
        any_of(
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
    "level ii code": _Form(LEVEL_II),
    "letter code": _Form(LEVEL_II),  # the same where nothing else is meant: a J code
    "diagnosis code": _Form(
        any_of(
            r"(?<![\w$.,])[A-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}\b",  # M53.3
            rf"^(?=.*{IS_OF_DIAGNOSES}).*(?<![\w$.,]){CATEGORY}",  # a category, where the text says that it is one
        ),
        re.DOTALL,
    ),
    # "0.5 mL/kg per hour", "over at least 30 minutes"
    "infusion rate": _Form(
        any_of(SO_MUCH_IN_A_TIME, OVER_A_TIME, r"\b(?:slow(?:ly)?|rapid(?:ly)?|iv) push\b"), re.IGNORECASE
    ),
    # pays 92% of the rate, or one in ten
    "share": _Form(
        any_of(
            PERCENT,
            r"\bper ?cent\b",
            r"\b(?:half|quarter|third)s? (?:of|the)\b",
            rf"\b{ONE_IN_SO_MANY}\b(?!\s*{MEASURE_IN_FULL}\b)",
        ),
        re.IGNORECASE,
    ),
    # is paid at 85%, or not separately payable
    "payment": _Form(
        any_of(
            SUM_OF_MONEY,
            PERCENT,
            PRICED,
            words_of(r"percent|dollars?|pa(?:y|ys|id|yable|yments?)|reimburs\w+|priced|bundled|free of charge"),
        ),
        re.IGNORECASE,
    ),
    # "from six years of age", "at 21 years or older", "at birth"
    "age": _Form(
        any_of(
            words_of(r"ages?|aged|birth|newborns?|infants?|children|adults?|(?:older|younger) than"),
            rf"\b{COUNT}[\s-]+(?:years?[\s-]+(?:old|and|or)|(?:days?|weeks?|months?)[\s-]+old)\b",
            rf"\b(?:from|at|until|till|under|over|above|below|least)\s+{COUNT}\s+(?:years?|months?)\b",
        ),
        re.IGNORECASE,
    ),
    "global period": _Form(
        any_of(
            r"\b(?:global|post-?operative|follow-?up)\b.{0,60}\d",  # "a global period of 10 days", "global_days: 000"
            r"\d.{0,30}\bglobal\b",
            r"[|:]\s*(?:0?[019]0|0|00)\s*(?:\||$)",  # 90 alone in its cell
        ),
        re.IGNORECASE,
    ),
    "temperature": _Form(
        any_of(r"\d\s?°", r"\bdegrees?\b", r"\bcelsius\b", r"\bfahrenheit\b", r"\d\s?[CF]\b", r"\broom temperature\b"),
        re.IGNORECASE,
    ),
    # "a 90 mm needle", "two fingers wide"
    "length": _Form(LENGTH, re.IGNORECASE),
    "gauge": _Form(GAUGE),  # "a 22-gauge needle"
    "size": _Form(any_of(GAUGE, r"\d[\s-]?(?:(?i:french)|Fr)\b", rf"(?i:{LENGTH})")),
    "telephone number": _Form(
        any_of(rf"\b{LOCAL_NUMBER}\b", r"\b\d{10}\b", r"\b(?:ext|extension)\b\W{0,3}\d"), re.IGNORECASE
    ),
    "fax number": _Form(
        any_of(rf"\bfax\b[^.;|]{{0,40}}?{LOCAL_NUMBER}\b", rf"\b{LOCAL_NUMBER}\b[^.;|\d]{{0,20}}\bfax\b"),
        re.IGNORECASE,
    ),
    "contact": _Form(
        any_of(
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
        any_of(
            rf"\b(?:for|several|some|many|few|until|till)\s+(?:the\s+)?{TIME}\b",  # "lasts for months"
            rf"\b(?:by|until|till|before|than|on)\s+{MONTH}\.?\s+\d",
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
            rf"{NO_AGE}",
            rf"(?<!q)(?<!q )\b\d+\s?{SHORT_TIME}\b{NO_AGE}",
            rf"(?:^|[|] ){TIME}\b[^|:.]{{0,30}}:\s*{COUNT}\b",  # in a column named "Minutes that must be met"
        ),
        re.IGNORECASE,
    ),
    "number": _Form(
        any_of(
            # but no code, and no number of a figure
            r"(?<!figure )(?<!table )(?<!section )(?<!chapter )(?<!appendix )(?<!page )(?<![\w.])\d(?!\d{4}\b)",
            r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter|none|no)\b",
        ),
        re.IGNORECASE,
    ),
    "definition": _Form(
        any_of(
            # "An MUE is a unit of service edit", not "MUE values are published"
            rf"^\W*(?!(?:{OPENS_CLAUSE}|it|this|these|they)\b)(?:{NO_SUBJECT}[\w&/()'’-]+\s+){{1,7}}?"
            r"(?:(?:is|are)\s+(?:an?|the|one|any|those|[\w-]+\s+(?:of|that|which)|[\w-]+\s+(?!so\b)[\w-]+\s+(?:that|which))\b"
            r"|means?\s|(?:tell|signal|denote|indicate)s?\s+|(?:points?|refers?)\s+to\b|stands?\s+for\b"
            r"|(?:is|are)\s+(?:defined|known)\s+as\b)",
            # "Warning signs are fever, rash and pain"
            rf"^\W*(?!(?:{OPENS_CLAUSE}|these|they)\b)(?:[\w-]+\s+){{1,4}}are\s+[^.,;:]+,[^.;:]+,?\s(?:and|or)\s",
            r"\b[\w-]{1,12} = \w",  # lists of values
            r"^\W*(?:[^|:]{1,30}: )?(?-i:[A-Z][A-Z\d-]{1,11}) \| (?=[^|]*[a-z]{3,} [a-z])",  # a row on a short form
            r"^\W*[\w-]{1,12}(?: [\w-]{1,12})?\s?[:–—]\s\w(?!.* \|)",  # "AT: acute treatment"
        ),
        re.IGNORECASE,
    ),
    # words of use and what they are used for
    "indication": _Form(
        any_of(
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
        any_of(
            # "the note has to name each muscle"
            r"\b(?:must|shall|should|(?:has|have|needs?|is|are|(?:is|are) required|(?:is|are) expected) to)\s+"
            rf"(?:(?!the\b|an?\b)\w+\s+){{0,2}}?{WRITTEN}",
            r"\b(?:report|note|record|chart|letter|request|referral|log|order)s?\s+(?:(?:of|for)\s+(?:\w+\s+){1,3}?)?"
            rf"(?:also\s+|always\s+|then\s+)?{WRITTEN}",
            r"\b(?:requires?|asks? for|demands?|expects?|calls? for)\b",
            r"\bgoes? (?:in|into|on|onto) the (?:chart|note|record|report|claim|form)\b",
            # "Record the lot number"
            rf"^\W*(?:also\s+)?{WRITTEN}\s+(?:the|an?|all|any|each|every|both|which|what|whether|how|why|who|when)\b",
        ),
        re.IGNORECASE,
    ),
    "contraindication": _Form(
        any_of(
            r"\b(?:not\s+(?:suitable|eligible|candidates?|a\s+candidate)|ineligible)\b",
            r"contra-?indicat",
            rf"\b(?:must|should|may|can|do)\s+not\b(?!\s+{ON_A_CLAIM})",  # "must not be given with …"
            r"\bavoid",
            # "an allergy rules the injection out", but not "can be ruled out"
            r"(?<!\bbe )(?<!\bbeen )(?<!\bis )\brul(?:es?|ed|ing)\b.{0,40}\bout\b",
            r"^(?!.*\b(?:once|after|until|if|unless)\b.*\bexcluded\b).*\bexcluded\b",
            r"\b(?:exclu(?!ded\b)|postpon|defer|withh|refus|unsuitab|unsafe|preclu)\w*",
            r"(?<!have )(?<!has )(?<!had )\bnot\s+(?:to\s+)?(?:be\s+)?(?:given|used|offered|performed|recommended"
            r"|advised|appropriate|allowed|indicated|done|required|needed)\b(?! routinely)",
            r"\breasons? (?:not to|against|to (?:refuse|withhold|cancel|defer|postpone))\b",
            r"\b(?:precautions?|caution|forbid\w*)\b",
            rf"\b(?:is|are|must|should)\s+never\b(?!\s+(?:be\s+)?{OF_PAYMENT})",
            r"\bnever\s+(?:be|use|give|inject|mix|combine|start)\b",
        ),
        re.IGNORECASE,
    ),
    # "Medicare covers the shots for …", "the second one is not paid", "plans ask for …"
    "coverage": _Form(
        words_of(
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
        any_of(
            r"\b\d{1,2}(?::\d\d)?\s?[ap]\.?\s?m\b",
            r"\b(?:[01]?\d|2[0-3]):[0-5]\d\b",
            r"\b(?:noon|midnight|around the clock|24/7|24 hours)\b",
            rf"\b{DAY}\s?(?:to|through|[-–])\s?{DAY}\b",
            rf"\b(?:daily|weekdays|weekends|{DAY}),? \d{{1,2}}\s?(?:to|[-–])\s?\d{{1,2}}\b",
        ),
        re.IGNORECASE,
    ),
    # by how much: "32.3% higher", "fell by 12 points"
    "difference": _Form(
        r"^(?=.*\d).*"
        + words_of(
            r"higher|lower|more|less|greater|fewer|longer|shorter|better|worse|larger|smaller|faster|slower|fold",
            r"times|(?:in|de)creas\w+|reduc\w+|rais\w+|rose|fell|dropped|cut|gain\w*|lost|differ\w*",
        ),
        re.IGNORECASE | re.DOTALL,
    ),
    "destination": _Form(
        any_of(
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
        words_of(
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
        any_of(
            rf"\b(?:takes?|taking|took|lasts?|lasted|duration|time)\b.{{0,200}}?\b\d+[\w\s–-]{{0,40}}?{TIME}\b",
            r"\b(?:decisions?|decided|turnaround|process(?:ing|ed)|response|answered|reviewed)\b"
            rf".*?\b{COUNT}[\s-]+(?:\w+\s+)?{TIME}\b",
        ),
        re.IGNORECASE,
    ),
    # "occurred in 5% of patients", "the most common complaint is …": what was seen, not who must not be treated
    "harm": _Form(
        r"^(?!.*contra-?indicat).*?(?:"
        + any_of(
            r"\d\s?%(?!\W*$)(?! *[(\[\d])",
            r"\b\d[\d.,]*\s+(?:of|in|per|out of)\s+\d",
            words_of(
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
        any_of(
            r"\b(?:(?i:physician|doctor|surgeon|nurse|practitioner|pharmacist|therapist|clinician|provider|manager|supervisor"
            r"|director|team|biller|coder|consultant|specialist|technician|assistant|dentist|dietitian|social worker"
            r"|officer|owner|administrator|representative|coordinator|liaison|midwife|\w+ologist|psychiatrist|ana?esthetist"
            r"|staff|personnel|auxiliary)"
            r"|CRNA|NP|PA|RN|CNS|MD|PT|OT)s?\b",
            r"\bDrs?\.? [A-Z]",
        )
    ),
    "money": _Form(
        any_of(
            SUM_OF_MONEY,
            rf"\b(?:{COUNT}|\d[\d,.]{{0,20}})\s+(?:million\s+)?{CURRENCY}\b",
            PRICED,
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
