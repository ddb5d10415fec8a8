"""E-mails are read for what they say: the subject names them, and whom they are from and to is no text."""

import datetime as dt
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from corpus.errors import UnreadableFile
from corpus.model import BlockKind, Content
from corpus.readers.registry import read_file
from tests.corpus.contents import rows, shapes

SENT = "Mon, 02 Mar 2026 23:30:00 -0500"
TOLD = "Northfield pays for telehealth until the end of June."


def message(text: str = TOLD, *, html: str = "", subject: str = "Telehealth in 2026") -> EmailMessage:
    """Return a message as a payer sends it."""
    mail = EmailMessage()
    mail["From"] = "Ann Malec <ann.malec@northfield.example>"
    mail["To"] = "Dana Roe <dana.roe@clinic.example>"
    mail["Subject"] = subject
    mail["Date"] = SENT
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def read(mail: EmailMessage | bytes) -> Content:
    """Return what is read of a message."""
    return read_file(mail if isinstance(mail, bytes) else mail.as_bytes(), "bulletin.eml")


def paragraphs(content: Content) -> Sequence[str]:
    """Return its text block by block."""
    return [text for _, text in shapes(content)]


def test_a_bulletin_that_came_by_mail_answers(tmp_path: Path) -> None:
    """By the front door, with its date, and nobody's address."""
    (tmp_path / "bulletin.eml").write_bytes(message().as_bytes())
    asked = CliRunner().invoke(
        main, ["ask", "--corpus", str(tmp_path), "until when does Northfield pay for telehealth?"]
    )
    assert asked.exit_code == 0, asked.output
    assert TOLD in asked.output
    assert "Telehealth in 2026" in asked.output
    assert "revised 2026-03-02" in asked.output
    of_people = CliRunner().invoke(main, ["ask", "--corpus", str(tmp_path), "who is Dana Roe?"])
    assert of_people.exit_code == 3
    assert "clinic.example" not in asked.output + of_people.output


def test_a_page_is_preferred_to_the_text_beside_it() -> None:
    """It has the tables; one that holds pictures alone gives way."""
    page = "<table><tr><th>Code<th>Fee<tr><td>Q1<td>$10<tr><td>Q2<td>$20</table>"
    assert rows(read(message("Code Fee Q1 $10", html=page))) == ["Code: Q1 | Fee: $10", "Code: Q2 | Fee: $20"]
    assert paragraphs(read(message(html='<img src="cid:1"><p hidden>x</p>'))) == [TOLD]


@pytest.mark.parametrize(
    ("charset", "cte"), [("utf-8", "quoted-printable"), ("iso-8859-1", "8bit"), ("utf-8", "base64")]
)
def test_words_are_those_of_the_encoding_that_is_named(charset: str, cte: str) -> None:
    """Wherever its bytes were packed for the way."""
    mail = message()
    mail.set_content("Café Médico: 50 § of the fee, 20 % off.", charset=charset, cte=cte)
    assert paragraphs(read(mail)) == ["Café Médico: 50 § of the fee, 20 % off."]


def test_an_encoding_that_is_not_or_wrongly_named_is_found_out() -> None:
    """As that of a text file is."""
    head = b"Subject: =?utf-8?q?Caf=C3=A9?=\nFrom: a@b.example\nContent-Type: text/plain; charset=%s\n\n"
    for charset in (b"us-ascii", b"utf-8", b"x-unknown", b"punycode\0"):
        content = read(head % charset + "Café Médico pays the fee.\n".encode("cp1252"))
        assert (content.title, paragraphs(content)) == ("Café", ["Café Médico pays the fee."])
        assert content.notes == ("not UTF-8 (byte 3), read as Windows-1252",)


@pytest.mark.parametrize(
    ("subject", "title", "revised"),
    [
        ("RE: Telehealth", "Telehealth", dt.date(2026, 3, 2)),
        ("Fwd: RE: Telehealth", "Telehealth", None),
        ("RE: [EXTERNAL] Re: Telehealth", "Telehealth", dt.date(2026, 3, 2)),
        ("[External Email] Telehealth [Q3]", "Telehealth [Q3]", dt.date(2026, 3, 2)),
        ("FW: Telehealth", "Telehealth", None),
        ("Rebates", "Rebates", dt.date(2026, 3, 2)),
    ],
)
def test_the_subject_is_the_title_and_the_day_of_sending_the_date(
    subject: str, title: str | None, revised: dt.date | None
) -> None:
    """Of what is passed on, the day is that of the passing on, and says nothing of the text."""
    content = read(message(subject=subject))
    assert (content.title, content.metadata.revised) == (title, revised)


def test_a_date_that_is_none_costs_itself_alone() -> None:
    """Programs write what they like."""
    content = read(message().as_bytes().replace(SENT.encode(), b"yesterday, 99:99"))
    assert (content.metadata.revised, paragraphs(content)) == (None, [TOLD])


def test_attachments_are_told_by_count_and_kind() -> None:
    """Their names may hold a patient's; logos and signatures are no attachments."""
    mail = message()
    for name in ("Roe, Dana.PDF", "fees.pdf", "fees.xlsx", "no ending"):
        mail.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=name)
    mail.add_attachment(b"x", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    mail.add_attachment(b"x", maintype="image", subtype="png", disposition="inline", filename="logo.png")
    content = read(mail)
    assert paragraphs(content) == [TOLD]
    assert content.notes == ("4 attachments not read (2 .pdf, 1 .xlsx, 1 other); save beside it what is to be found",)


def test_a_message_that_is_forwarded_whole_is_read_below_its_subject() -> None:
    """Within three others at most."""
    mail = message("The block is paid once.", subject="Blocks")
    for i in range(5):
        outer = message(f"See below, {i}.", subject=f"Fwd: Blocks {i}")
        outer.add_attachment(mail)
        mail = outer
    content = read(mail)
    assert [text for kind, text in shapes(content) if kind is BlockKind.HEADING] == ["Blocks 3", "Blocks 2", "Blocks 1"]
    assert paragraphs(content)[0] == "See below, 4."
    assert content.notes == ("1 e-mail within it not read",)
    assert "example" not in content.text


FORWARDED = f"""See below.

---------- Forwarded message ---------
From: Ann Malec <ann@northfield.example>
Date: Mon, Mar 2, 2026 at 9:00 AM
Subject: Telehealth
To: Dana Roe <dana@clinic.example>

{TOLD}
"""
ANSWERED = f"""Yes, it does.

On Mon, Mar 2, 2026 at 9:00 AM Dana Roe <dana@clinic.example>
wrote:

> {TOLD}
> > Is it so?
"""


@pytest.mark.parametrize("text", [FORWARDED, ANSWERED])
def test_the_heads_of_what_is_forwarded_or_answered_are_no_text(text: str) -> None:
    """Nor are they in a page."""
    content = read(message(text))
    assert TOLD in paragraphs(content)
    assert "example" not in content.text
    assert ">" not in content.text
    outlook = (
        "<p><b>From:</b> Ann &lt;ann@x.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Dana<br><b>Subject:</b> A</p>"
    )
    assert paragraphs(read(message(html=f"{outlook}<p>{TOLD}</p>"))) == [TOLD]


SIGNED = f"""Yes, it does.

--{" "}
Dana Roe
Billing Desk, Ostrander Clinic
Phone 555-0144

This message is for whom it is sent to and for nobody else to read.

On Mon, Mar 2, 2026 at 9:00 AM Ann Malec <ann@northfield.example>
wrote:

> {TOLD}
>
> --
> Ann Malec
> Payer Relations

The fee is the same.
"""


def test_signatures_are_no_text_and_head_nothing() -> None:
    """A signature ends where another message, or what is written below a quoted one, begins."""
    blocks = shapes(read(message(SIGNED)))
    assert [text for _, text in blocks] == ["Yes, it does.", TOLD, "The fee is the same."]
    assert all(kind is BlockKind.PARAGRAPH for kind, _ in blocks)


@pytest.mark.parametrize(
    "signature",
    [
        "<span class='gmail_signature_prefix'>-- </span><br><div class='gmail_signature'>Ann Malec<br>Payer</div>",
        "<div id='Signature'><p><b>Ann Malec</b></p><p>Payer Relations</p></div>",
        "<div id='x_Signature'><p>Ann Malec</p></div>",
        "<pre class='moz-signature'>-- \nAnn Malec\n555-0100</pre>",
        "<p class='MsoAutoSig'>Ann Malec</p><p class='MsoAutoSig'>Payer Relations</p>",
        "<div>--<br></div><div>Ann Malec</div><div>Payer Relations</div>",
        "<p>-- <br>Ann Malec<br>Payer Relations<br>555-0100</p>",
    ],
)
def test_signatures_of_pages_are_no_text(signature: str) -> None:
    """As mail programs mark them, or behind two dashes; what is quoted below stays."""
    quoted = "<p>On Mon, Mar 2, 2026 at 9:00 AM Dana Roe wrote:</p><blockquote><p>Is the fee the same?</p></blockquote>"
    blocks = shapes(read(message(html=f"<p>{TOLD}</p>{signature}{quoted}")))
    assert [text for _, text in blocks] == [TOLD, "Is the fee the same?"]


@pytest.mark.parametrize(
    "warning",
    [
        "CONFIDENTIALITY NOTICE: This e-mail is intended only for the addressee and may hold protected information.",
        "This message and any attachments are for the intended recipient; do not disclose them.",
        "*If you are not the intended recipient, delete this email at once.",
    ],
)
def test_warnings_below_a_message_are_no_text(warning: str) -> None:
    """Each message of an organization has the same one, and it answers nothing on what is confidential."""
    assert [text for _, text in shapes(read(message(f"{TOLD}\n\n{warning}\n")))] == [TOLD]
    assert [text for _, text in shapes(read(message(html=f"<p>{TOLD}</p><p>{warning}</p>")))] == [TOLD]


@pytest.mark.parametrize(
    "text",
    [
        "Confidentiality notice: each fax to a payer has the cover sheet with our address on it.",
        "If you have received this bulletin twice, call the desk.",
        "This message tells of the fee that is intended only for children.",
        "Important: this message is intended for the billing desk, which sends claims daily.",
    ],
)
def test_what_tells_of_notices_is_text(text: str) -> None:
    """Only what warns those whom the message was not meant for is none."""
    assert text in read(message(f"{TOLD}\n\n{text}\n")).text


def test_who_signs_a_page_heads_nothing() -> None:
    """A name in bold below a closing is no heading."""
    signed = f"<p>{TOLD}</p><p>Kind regards,</p><p><b>Ann Malec</b></p><p>Payer Relations and Contracts of the West</p>"
    assert {kind for kind, _ in shapes(read(message(html=signed)))} == {BlockKind.PARAGRAPH}


@pytest.mark.parametrize("id_", ["signature-requirements", "provider-signature"])
def test_a_section_on_signatures_is_text(id_: str) -> None:
    """Only what mail programs call so is one."""
    assert "Sign in ink." in read(message(html=f"<p>{TOLD}</p><div id='{id_}'><p>Sign in ink.</p></div>")).text


@pytest.mark.parametrize(
    "rest",
    [
        "\nThe fee is the same as last year.",
        "The fee is the same as it was last year.\nIt is paid once.",
        "\n".join(f"Code Q{n} is paid" for n in range(40)),
    ],
)
def test_two_dashes_above_text_sign_nothing(rest: str) -> None:
    """They part it; a signature follows them at once, with a name, and is short."""
    assert rest.rsplit("\n", maxsplit=1)[-1] in read(message(f"{TOLD}\n\n--\n{rest}\n")).text


@pytest.mark.parametrize("greeting", ["Team -", "Team,", "All –", "Everyone,"])
def test_who_is_greeted_by_a_dash_heads_nothing(greeting: str) -> None:
    """As with "Hi team," above."""
    assert shapes(read(message(f"{greeting}\n\n{TOLD}\n")))[0] == (BlockKind.PARAGRAPH, greeting)


@pytest.mark.parametrize(
    "text",
    [
        "Covered for patients of\n\n> 65 years\n> 18 years with a disability\n",
        "TO: All providers\nFROM: Northfield Health\nDATE: March 2, 2026\n\nIt is paid.\n",
        "From: January 1, 2026 to: June 30, 2026 it is paid at the full fee.\n",
    ],
)
def test_what_only_looks_like_a_head_stays(text: str) -> None:
    """A sign, a memo within the message, a time."""
    assert " ".join(read(message(text)).text.split()).replace("- ", "") == " ".join(text.split())


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"words without a head\n", "no e-mail"),
        (b"Subject: x\nContent-Type: application/pkcs7-mime\n\nx\n", "encrypted or sealed"),
        (b'Subject: x\nContent-Type: multipart/encrypted; boundary="b"\n\n--b\n\nx\n--b--\n', "encrypted or sealed"),
        (b"Subject: x\n\n" + b"x" * 60_000_000, "more than 60 MB"),
        (b'Subject: x\nContent-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 600, "more than 500 parts"),
        (b"Subject: x\n\n" + bytes(range(32)) * 50, "binary data"),
        (b"Subject: x\nContent-Transfer-Encoding: base64\n\n" + TOLD.encode(), "neither UTF-8"),
    ],
)
def test_what_is_no_usual_message_is_refused(data: bytes, told: str) -> None:
    """With what to do about it."""
    with pytest.raises(UnreadableFile, match=told):
        read(data)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\n', [TOLD]),  # its end was cut off
        (b"Content-Type: multipart/mixed\n\n", []),  # it names no boundary: nobody knows where its text begins
        (b"Content-Type: text/plain; charset=\n\n", [TOLD]),
        (b"Content-Type: text/plain; " + b"(" * 900 + b"\n\n", [TOLD]),  # deeper than its parser goes
        (b"Content-Type: text/plain; a*\nContent-Disposition: inline; a*0*\n\n", [TOLD]),
        (b"Content-Type: text;;=\nContent-Disposition: ;;\nX: \xff\xfe\n\n", [TOLD]),
        (b"Date: \xff\nReceived\nnot a header\n\n", ["Received", "not a header", TOLD]),
    ],
)
def test_a_broken_message_says_what_can_be_read(head: bytes, expected: Sequence[str]) -> None:
    """Nothing is made up."""
    content = read(b"Subject: Telehealth\n" + head + TOLD.encode())
    assert content.title == "Telehealth"
    assert paragraphs(content) == expected
