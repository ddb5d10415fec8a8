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
        ("what code for pt with DOB unknown", Identifier.BIRTH_DATE),
        ("D.O.B. and MRN to follow, which code?", Identifier.BIRTH_DATE),
        ("what code for patient John Smith, 45 y/o?", Identifier.NAME),
        ("pt Jane Doe needs a stellate block", Identifier.NAME),
        ("Pt. Maria Garcia-Lopez denied", Identifier.NAME),
        ("the patient, Ngozi Okonkwo, was billed twice", Identifier.NAME),
        ("patient is Mark Green, is 64999 right", Identifier.NAME),
        ("patient Smith, John: which modifier", Identifier.NAME),
        ("patient John Q. Fletcher", Identifier.NAME),
        ("patient Fletcher Harris", Identifier.NAME),
        ("patient named Rose Hill wants a refund", Identifier.NAME),
        ("PATIENT JOHN SMITH NEEDS A CODE", Identifier.NAME),
        ("pt john smith 64999", Identifier.NAME),
        ("patient's name is Ana Silva", Identifier.NAME),
        ("patient Jennifer had two blocks", Identifier.NAME),
        ("Mr Smith had a block", Identifier.NAME),
        ("Mr. White had a block", Identifier.NAME),
        ("code for Mrs. Fletcher's block", Identifier.NAME),
        ("is Ms Okonkwo covered", Identifier.NAME),
        ("MR. SMITH had a block", Identifier.NAME),
        ("mr smith had a block", Identifier.NAME),
        ("name: John Smith, code?", Identifier.NAME),
        ("Name: Okonkwo", Identifier.NAME),
        ("patient name = Ana Silva", Identifier.NAME),
        ("Mr. O'Connor needs 64999", Identifier.NAME),
        ("Mrs. D\u2019Angelo needs 64999", Identifier.NAME),
        ("patient O'Brien needs auth", Identifier.NAME),
        ("name: O\u2019Brien", Identifier.NAME),
        ("Mr. J. Smith was denied", Identifier.NAME),
        ("Ms. A. Okonkwo, which code", Identifier.NAME),
        ("patient J.R. Smith denied", Identifier.NAME),
        ("name: J Smith", Identifier.NAME),
        ("Mr. \u00c9tienne needs 64999", Identifier.NAME),
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
        "is DOB required on the claim?",
        "DOB mismatch denial",
        "which box does the patient's DOB go in?",
        "do we need DOB for a referral",
        "is a patient Medicare Advantage member",
        "patient Health Questionnaire billing",
        "Patient Health Questionnaire PHQ-9 code",
        "patient with Parkinson disease",
        "patient Wilson disease code",
        "what code for a patient Jones fracture",
        "patient Monitored Anesthesia Care",
        "Patient Price Estimate Required For Every Plan?",
        "Patient Bill Of Rights",
        "patient Grace Period",
        "Mr Imaging of the lumbar spine",
        "MR Angiography code",
        "Mr Spine Without Contrast",
        "MS patients and botox",
        "MS Contin units",
        "patients May Appeal within 60 days",
        "does the patient need a referral? Cigna Oscar plan",
        "patient refuses. Blue Shield denial",
        "drug name: Xarelto",
        "plan name: Medicare Advantage",
        "brand name is Botox",
        "the name of the form",
        "did we miss Martin's claim rule",
        "Mr. J needs 64999",
        "patient I've seen twice",
        "the patient A. fib code",
        "patient A, visit 2",
        "name: \u00e9lan vital",
    ],
)
def test_billing_questions_pass(question: str) -> None:
    """A guard that cries at codes would be switched off."""
    assert identifiers(question) == ()


@pytest.mark.parametrize("question", ["patient Humira Citrate", "Mr Xarelto", "name: Xarelto units"])
def test_a_word_of_the_collection_is_no_strangers_name(question: str) -> None:
    """What nobody knows is a name only where the documents do not know it either; a listed name stays one."""
    held = {"Humira", "Citrate", "Xarelto", "John", "Smith"}.__contains__
    assert identifiers(question, held) == ()
    assert identifiers("patient John Smith", held) == (Identifier.NAME,)
