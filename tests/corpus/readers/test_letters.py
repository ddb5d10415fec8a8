"""Letters and e-mails: what greets and what signs heads nothing."""

import pytest

from corpus.model import BlockKind, Content
from corpus.readers.registry import read_file
from tests.corpus.files import run, word

MAIL = """\
From: Dana Whitlock
To: Billing Team
Subject: Modifier 59 and Corvin

Hi all

Corvin now denies modifier 59 on 64493 unless the note names two levels. Use XS instead.

Thanks,
Dana

Dana Whitlock, CPC
Billing Supervisor
Larkmoor Pain Center

-----Original Message-----
From: Lee Park
Sent: Friday, May 29, 2026
Subject: Modifier 59

Do we bill 64493-59 to Corvin?
"""
LETTER = [
    ("Dear Provider", True),
    ("Prior authorization is required for 62321 and 62323 from March on.", False),
    ("Where to send it", True),
    ("Requests are sent by fax to 800-555-0144.", False),
    ("Sincerely", True),
    ("Margaret Oyelaran, MD", True),
    ("Chief Medical Officer", True),
    ("Larkmoor Health Plan", True),
    ("Enclosures: request form, list of codes", False),
]


def headings(content: Content) -> list[str]:
    """Return the headings."""
    return [content.text[b.start : b.end] for b in content.blocks if b.kind is BlockKind.HEADING]


def test_the_name_below_an_e_mail_heads_no_message() -> None:
    """The one that it answers stands under nobody's title."""
    content = read_file(MAIL.encode(), "mail.txt")
    assert headings(content) == []
    assert content.title == "Modifier 59 and Corvin"


def test_bold_lines_that_greet_or_sign_head_nothing_in_word() -> None:
    """What heads the text between them does."""
    paragraphs = [f"<w:p>{run(text, '<w:b/>' if bold else '')}</w:p>" for text, bold in LETTER]
    content = read_file(word(*paragraphs), "letter.docx")
    assert headings(content) == ["Where to send it"]


def test_a_title_below_a_signature_heads_again() -> None:
    """What follows a letter in its file, once something else was said."""
    text = "The block is covered once a year where the first one helped for at least three months in a row."
    paragraphs = [f"<w:p>{run(line, '<w:b/>' if bold else '')}</w:p>" for line, bold in LETTER]
    below = [f"<w:p>{run('Limits', '<w:b/>')}</w:p>", f"<w:p>{run(text)}</w:p>"]
    assert headings(read_file(word(*paragraphs, *below), "letter.docx")) == ["Where to send it", "Limits"]


SAYS = "They are sent to all providers each spring, and are kept by the office for seven years."


@pytest.mark.parametrize(
    "title", ["Dear Colleague Letters", "Hi Tech Imaging", "Good Morning Rounds", "Thank You", "Regards"]
)
@pytest.mark.parametrize("above", ["Appeals", f"Appeals\n\n{SAYS}"])
def test_a_title_that_reads_like_a_greeting_or_a_closing_heads(title: str, above: str) -> None:
    """It stands over a text, or where nothing was said that it could close."""
    content = read_file(f"{above}\n\n{title}\n\n{SAYS}\n\nRefunds\n\n{SAYS}".encode(), "a.txt")
    assert headings(content)[-2:] == [title, "Refunds"]


def test_the_title_of_the_next_letter_is_no_signature() -> None:
    """Templates stand one below the other; each is found under its own title."""
    letters = [("First Level Appeal", True), ("Dear Medical Director:", False), (SAYS, False), ("Sincerely,", False)]
    letters += [("[Name of the biller]", False), ("Second Level Appeal", True), ("Dear Sir or Madam:", False)]
    letters += [(SAYS, False), ("Sincerely,", False), ("[Name]", False), ("Enclosures", True), (SAYS, False)]
    paragraphs = [f"<w:p>{run(text, '<w:b/>' if bold else '')}</w:p>" for text, bold in letters]
    expected = ["First Level Appeal", "Second Level Appeal", "Enclosures"]
    assert headings(read_file(word(*paragraphs), "letters.docx")) == expected


@pytest.mark.parametrize(
    "greeting", ["Dear Provider", "Hi Dana", "Hello Dr. Roe", "Good morning, team", "Hello billing team,"]
)
def test_a_greeting_without_its_comma_heads_nothing(greeting: str) -> None:
    """In an e-mail it is often left out."""
    assert headings(read_file(f"Appeals of 2026\n\n{greeting}\n\n{SAYS} {SAYS}\n".encode(), "a.txt"))[1:] == []
