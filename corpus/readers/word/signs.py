"""Signs that Word takes from a font of signs, and formulas: as text, in the places where they stand."""

from collections import Counter

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.readers.formulas import in_a_row

# the signs of each font behind the number that Word keeps, less its F000: those that change what a sentence says
_FONTS = {
    "symbol": """
    2D− 44Δ 53Σ 57Ω 61α 62β 63χ 64δ 65ε 66φ 67γ 6Cλ 6Dμ 70π 73σ 77ω A2′ A3≤ A5∞ AC← AD↑ AE→ AF↓ B0° B1± B2″ B3≥ B4× B7•
    B8÷ B9≠ BB≈ D2® D3© D4™ D6√ E2® E3© E4™
    """,
    "wingdings": "6C● 6E■ 6F☐ A7▪ A8☐ DF← E0→ E8→ FB✗ FC✓ FD☒ FE☑",
    "wingdings 2": "4F✗ 50✓ 51☒ 52☑ 53☒ 54☒ A3☐",
}
_SIGNS = {font: {int(sign[:2], 16): sign[2:] for sign in signs.split()} for font, signs in _FONTS.items()}
_FONT_PLANE = 0xF000


def spell_out(root: BaseOxmlElement) -> Counter[str]:
    """Change signs and plain formulas to text; return how many of each are left out since they are more than that."""
    lost: Counter[str] = Counter()
    for sign in list(root.iter(qn("w:sym"))):
        text = _sign(sign.get(qn("w:font"), ""), sign.get(qn("w:char"), ""))
        lost["sign"] += text is None
        sign.addnext(_text(text or ""))
    for formula in list(root.iter(qn("m:oMath"))):
        written = in_a_row(formula)
        lost["formula"] += written is None
        run = OxmlElement("w:r")
        run.append(_text(f"{_gap(formula, written)}{written}" if written else ""))
        place = formula.getparent() if formula.getparent().tag == qn("m:oMathPara") else formula
        place.addprevious(run)
    return +lost


def _gap(formula: BaseOxmlElement, written: str) -> str:
    """Return the blank that parts a fraction from a whole number before it: "1 1/2" is not 11/2."""
    before = formula.getprevious()
    digits = before is not None and "".join(text.text or "" for text in before.iter(qn("w:t")))[-1:].isdigit()
    return " " if digits and "/" in written else ""


def _sign(font: str, number: str) -> str | None:
    try:
        code = int(number, 16)
    except ValueError:
        return None
    if font.lower() in _SIGNS:
        return _SIGNS[font.lower()].get(code - _FONT_PLANE if code >= _FONT_PLANE else code)
    return chr(code) if 0x20 < code < 0xD800 else None  # a usual character in a font of letters


def _text(words: str) -> BaseOxmlElement:
    text = OxmlElement("w:t")
    text.text = words
    return text
