"""Parts of the patterns of answers: how counts, doses, prices, codes and clauses are printed."""

from index.questions.units import MEASURE_IN_FULL


def any_of(*ways: str) -> str:
    """Return a pattern for any of several, the first that fits; whoever puts it into another encloses it."""
    return "|".join(ways)


def words_of(*ways: str) -> str:
    """Return a pattern for any of several that begin and end with a word."""
    return rf"\b(?:{any_of(*ways)})\b"


COUNT = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|(?:a|one|two|three|five) hundred)"
)
ONE_IN_SO_MANY = rf"{COUNT}\s+(?:of|in|out\s+of)\s+(?:every\s+)?{COUNT}"
PERCENT = r"\d\s?%"
LOCAL_NUMBER = r"\d{3}[-. )]{1,2}\d{4}"  # the last seven digits of a telephone number

# Doses and times
DOSE = rf"(?:\d\s?(?:-\s?)?{MEASURE_IN_FULL}\b|\du/kg\b)(?!\s?/\s?(?:d?l\b|min\b))"  # a level of 500 mg/dL is none
TIMES = r"\b(?:once|twice|(?:two|three|four|six|\d+)\s+times)\s+(?:daily|weekly|monthly|(?:a|per)\s+(?:day|week))\b"
SHARE_OF_DOSE = any_of(
    r"\bdoses?\s+(?:is|are|be)\s+(?:\w+\s+)?(?:cut|reduced|lowered|raised|increased|halved|doubled|repeated|skipped)\b",
    r"\b(?:half|double|twice|full|quarter)\s+(?:of\s+)?(?:the\s+)?(?:usual\s+|normal\s+|standard\s+)?dose\b",
)
AS_ORDERED = any_of(  # "q6h", "bid"
    r"\bq\s?\d+(?:\s?[-–]\s?\d+)?\s?(?:h|hrs?|hours?|min|minutes|d|days?|wks?|weeks?|mo|months?)\b",
    r"\b(?:bid|tid|qid)\b",
)
SO_MUCH_IN_A_TIME = (
    rf"\d\s?{MEASURE_IN_FULL}(?:\s?/\s?kg)?(?:\s?/\s?|\s+(?:per|an?|each|every)\s+)(?:kg\s+(?:per|an?)\s+)?"
    r"(?:h|hr|hour|min|minute)\b"
)
OVER_A_TIME = (
    rf"\bover\s+(?:(?:at least|about|the first)\s+)?{COUNT}(?:\s?(?:to|[-–])\s?{COUNT})?[\s-]+"
    r"(?:h|hrs?|hours?|min|minutes)\b"
)
DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
NO_AGE = r"(?!\s+(?:old|of age)\b)"  # behind a number of years

# Lengths
LENGTH = any_of(
    r"\d[\s-]?(?:[cm]m|inch(?:es)?|in\.)(?!\w|\s*Hg)",
    rf"\b{COUNT}[\s-]+(?:centimet|millimet|inch|finger|feet|foot)",
)
GAUGE = r"\d[\s-]?(?:(?i:gauge)|G)\b"

# Money
SUM_OF_MONEY = r"[$€£]\s?\d"
CURRENCY = r"(?:dollars?|euros?|cents?|USD)"
PRICE = r"[|:]\s*\d[\d,]*\.\d\d(?=\s*(?:\||$))"  # alone in its cell, in whatever column
PRICED = any_of(
    # "medicare_allowed: 45.10", "Rate: 410" in a column that names it
    r"(?:fee|price|rate|allowed|pay|paid|cost|charge|payment|copay)s?(?![^\W_])[^|:]{0,12}:\s*\d",
    PRICE,
)

# Codes
LEVEL_II = r"(?<![\w$.,-])[A-V]\d{4}\b"  # of HCPCS, whose level I is CPT
IS_OF_DIAGNOSES = r"(?i:\bicd\b|\bicd-|diagnos|\bdx\b)"
# G43, but no twelfth thoracic vertebra, vitamin, mask or form of a claim; 724.2 of the ninth revision
CATEGORY = r"(?:(?!T1[0-2]|B12|N95|X12)[A-Z]\d\d|[EV]?\d{2,3}\.\d{1,2})\b(?!\s*%|[.,]\d)"

# Clauses
OPENS_CLAUSE = "since|when|if|because|although|while|there"  # and so is no subject that is defined
NO_SUBJECT = r"(?!(?:do|does|not|that|which|who|shall|may|can|will|must|should|for)\b)"
WRITTEN = (
    r"(?:name|state|list|record|document|include|contain|show|describe|specify|support|indicate|reflect|explain|identify"
    r"|give|note|sign|date|mention|justify)(?:s|d|ed)?\b"
)
ON_A_CLAIM = (
    r"(?:also\s+)?be\s+(?:billed|reported|coded|charged|added|appended|claimed|submitted|listed|counted|paid)\b"
)
OF_PAYMENT = r"(?:paid|covered|billed|reported|coded|charged|payable|denied)\b"
