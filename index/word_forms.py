"""One form for each word: the base of an irregular one, the American spelling of a British one.

So "children" and "child" are one term, as "haemoglobin" and "hemoglobin" are, in documents and in questions.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from index.wordlists import columns

_SHORTEST_BRITISH = 5  # letters, as of a word that ends in -itis
_OF_INFLAMED = "itic"  # arthritic
_NOT_INFLAMED = frozenset({"critic", "dendritic", "politic", "parasitic", "antiparasitic", "syphilitic"})
_INFLAMED, _INFLAMED_ALL = "itis", "itides"  # stemmed, "pancreatitis" would be "pancreatic", and its plural is not

# British letters and the American ones, wherever they stand in a word; of two that fit, the one named first is taken.
_LETTERS = {
    "aem": "em",  # haem-, anaem-, -aemia
    "paed": "ped",
    "gynaec": "gynec",
    "aesthe": "esthe",
    "aetiol": "etiol",
    "oedem": "edem",
    "oesoph": "esoph",
    "oestro": "estro",
    "oestra": "estra",
    "foet": "fet",
    "coeli": "celi",
    "faec": "fec",
    "caec": "cec",
    "caesar": "cesar",
    "rrhoe": "rrhe",
    "pnoe": "pne",
    "homoeo": "homeo",
    "manoeuvred": "maneuvered",
    "manoeuvre": "maneuver",
    "manoeuvr": "maneuver",
    "sulph": "sulf",
    "leucoc": "leukoc",
    "aluminium": "aluminum",
    "centred": "centered",
    "centre": "center",
    "fibre": "fiber",
    "theatre": "theater",
    "calibre": "caliber",
    "goitre": "goiter",
    "titre": "titer",
    "litre": "liter",
    "tumour": "tumor",
    "colour": "color",
    "odour": "odor",
    "labour": "labor",
    "behaviour": "behavior",
    "favour": "favor",
    "humour": "humor",
    "vapour": "vapor",
    "rigour": "rigor",
    "licence": "license",
    "practise": "practice",
    "enrolment": "enrollment",
    "counsell": "counsel",
    "cancelle": "cancele",  # but not "cancellous" bone
    "cancelli": "canceli",
    "cancellat": "cancelat",
    "labelle": "labele",  # nor the glabella
    "labelli": "labeli",
    "modelle": "modele",
    "modelli": "modeli",
    "tunnelle": "tunnele",
    "tunnelli": "tunneli",
}
_IN_STEMS = {"maneuv": "manoeuv", "meter": "metre", "lyze": "lyse"}  # cut off by the stemmer, or of some endings alone
_AMERICAN = {american: british for british, american in reversed(_LETTERS.items())} | _IN_STEMS
_SPELLED_TWO_WAYS = re.compile("|".join(_AMERICAN))
_MOST_SPELLINGS = 16
_HINT = re.compile(r"ae|oe|our|[bt]re|sulph|ll|programme|[iy]s[aei]|lumin|licenc|enrol|leuco")
_BRITISH = re.compile("(?<!a)" + "|".join(_LETTERS))  # "aaem" is of no language
_ENDS = re.compile(r"(?<=met)re(?=s?$)|(?<=program)me(?=s?$)")  # kilometre, but not symmetrectomy; no programmer
_OTHER_ENDS = {"re": "er", "me": ""}
# -ise and its forms behind three letters at least, and -yse behind an l; then words that are spelled so everywhere
_ISE = re.compile(r"(?<=[a-z]{3}i)s(?=(?:e[drs]?|ers|ing|able|ations?|ational)$)|(?<=ly)s(?=(?:e[drs]?|ing|ers)$)")
_NEVER_IZED = re.compile(
    r"(?:[aeou]i|[wpv]i|pri|preci|exci|inci|circumci|conci|exorci|exerci|promi|premi|demi|surmi|chemi|adverti|chasti"
    r"|experti|treati|practi|merchandi|paradi|sunri|upri|moonri|ani|franchi|peni|arthriti)"
    r"s(?:e[drs]?|ers|ing|able|ations?|ational)$"
)


def base_form(word: str) -> str:
    """Return the word, in lower case, in the form that stands for all its forms, before it is stemmed."""
    base = _bases().get(word)
    if base is not None or len(word) < _SHORTEST_BRITISH:
        return base or word
    american = _american(word) if _HINT.search(word) else word
    if american.endswith(_INFLAMED) or (american.endswith(_OF_INFLAMED) and american not in _NOT_INFLAMED):
        return american[: -len(_INFLAMED)] + _INFLAMED_ALL
    return american


def _american(word: str) -> str:
    american = _ENDS.sub(lambda m: _OTHER_ENDS[m.group()], _BRITISH.sub(lambda m: _LETTERS[m.group()], word))
    return american if _NEVER_IZED.search(american) else _ISE.sub("z", american)


def british_spellings(stem: str) -> Sequence[str]:
    """Return the stem with any of its American letters spelled as British ones, itself left out."""
    if not _SPELLED_TWO_WAYS.search(stem):
        return ()
    found = [stem]
    for spelled in found:
        new = (other for other in _once_more_british(spelled) if other not in found)
        found += islice(new, _MOST_SPELLINGS - len(found))
    return found[1:]


def _once_more_british(spelled: str) -> Iterator[str]:
    for american, british in _AMERICAN.items():
        at = spelled.find(american)
        while at >= 0:
            if british not in spelled[max(at - 1, 0) : at + len(british)]:
                yield f"{spelled[:at]}{british}{spelled[at + len(american) :]}"
            at = spelled.find(american, at + 1)


def form_rules() -> Iterator[str]:
    """Yield all that decides the form of a word, for the fingerprint of an index."""
    yield from (" ".join((base, *forms)) for base, forms in irregular_forms().items())
    yield from (f"{british} {american}" for british, american in _LETTERS.items())
    yield " ".join((_INFLAMED, _OF_INFLAMED, _INFLAMED_ALL, *sorted(_NOT_INFLAMED)))
    yield from (pattern.pattern for pattern in (_HINT, _BRITISH, _ENDS, _ISE, _NEVER_IZED))


@lru_cache(maxsize=1)
def irregular_forms() -> Mapping[str, tuple[str, ...]]:
    """Return the irregular forms of each base."""
    return {base: tuple(forms) for base, *forms in columns("irregular_forms.txt")}


@lru_cache(maxsize=1)
def _bases() -> Mapping[str, str]:
    """Return the base of each irregular form."""
    return {form: base for base, forms in irregular_forms().items() for form in forms}
