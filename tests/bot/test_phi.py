"""Patient identifiers are known by their shape and context; what billing asks every day is let through."""

import pytest

from bot.phi import Identifier, identifiers


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("coverage for 123-45-6789", Identifier.SOCIAL_SECURITY),
        ("ssn 123 45 6789 has which plan", Identifier.SOCIAL_SECURITY),
        ("SSN: 123456789", Identifier.SOCIAL_SECURITY),
        ("MRN 00482913 needs a code", Identifier.RECORD_NUMBER),
        ("medical record number: A1234567", Identifier.RECORD_NUMBER),
        ("chart # 554433 denied", Identifier.RECORD_NUMBER),
        ("pt dob 3/4/61 billed twice", Identifier.BIRTH_DATE),
        ("D.O.B. 1961-03-04", Identifier.BIRTH_DATE),
        ("born on March 4, 1961, which form", Identifier.BIRTH_DATE),
        ("date of birth is 4 Mar 1961", Identifier.BIRTH_DATE),
        ("call patient at (212) 555-0187", Identifier.PHONE),
        ("212-555-0187 asked for a refund", Identifier.PHONE),
        ("+1 212.555.0187", Identifier.PHONE),
        ("1EG4-TE5-MK73 denied", Identifier.MEDICARE),
        ("mbi 1eg4te5mk73", Identifier.MEDICARE),
    ],
)
def test_identifiers_are_found(question: str, kind: Identifier) -> None:
    """Each kind in the ways that people type it."""
    assert kind in identifiers(question)


@pytest.mark.parametrize(
    "question",
    [
        "what code for ganglion impar?",
        "64999 vs 64640 vs 64520",
        "NDC 12345-6789-01 billing units",
        "ndc 0409-4277-02",
        "ICD M53.3 with 64999-59 effective 10/01/2025",
        "is G0260 covered since 2024-01-01",
        "LCD L36240 revised 03/04/2024",
        "call the payer at 800-555-0199",
        "modifier 25 and 59 on 99213",
        "claims 100-200 and pages 12-34-2025",
        "PMID 24663331",
        "doi 10.1093/annonc/mdy152",
        "how is the medical record documented",
        "date of birth required on the form?",
        "medical record number required?",
        "npi 1234567893",
        "chart review 2024 rules",
    ],
)
def test_billing_questions_pass(question: str) -> None:
    """A guard that cries at codes would be switched off."""
    assert identifiers(question) == ()
