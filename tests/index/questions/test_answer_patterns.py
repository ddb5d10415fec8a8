"""What a sentence must hold to answer each kind of question."""

import pytest

from index.questions.answer_patterns import holds
from index.questions.contractions import written_out


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("code", "It is reported with 64405."),
        ("code", "There is no CPT code to report a bedside card."),
        ("telephone number", "Call 555-0142."),
        ("dose", "Give 0.3 mg into the thigh."),
        ("duration", "Relief lasts six weeks."),
        ("duration", "It is requested within 14 calendar days."),
        ("short code", "Use condition code 07 for it."),
        ("short code", "It goes on type of bill 32A."),
        ("money", "It pays $45."),
        ("money", "code: 20610 | self_pay: 140.00 | units: 1"),
        ("money", "Code: 20610 | Service: Joint injection | Facility: 48.28 | Office: 1,129.60"),
        ("limit", "The plan does not pay for more than two levels on a day."),
        ("definition", "A trigger zone is a tender spot in a taut band."),
        ("definition", "VALUES: A = accepted B = returned"),
        ("indication", "The splint suits mild disease."),
        ("indication", "It is reserved for people who cannot swallow."),
        ("contraindication", "An allergy to latex rules the device out."),
        ("contraindication", "It must not be given with lithium."),
        ("requirement", "The note has to name each toe."),
        ("requirement", "Record the lot number."),
        ("number", "Of 33285 patients 2 fell."),
        ("interval", "It is repeated each week."),
        ("interval", "Labs: q2-4h lactate"),
        ("interval", "Give it BID with food."),
        ("interval", "Flush the port q 8 hours."),
        ("dose", "If new to it, glargine 0.2-0.3u/kg at night"),
        ("gauge", "A 22-gauge cannula is used."),
        ("gauge", "A 20 G needle is used."),
        ("difference", "Rates were 32% higher."),
        ("destination", "Appeals are mailed to the state office."),
        ("destination", "Write to appeals@example.org."),
        ("destination", "If the source refuses, call Risk Management."),
        ("destination", "Receipts go to Provider Services."),
        ("destination", "Report to the charge nurse at once."),
        ("destination", "Test: INR | Who is called: the anticoagulation nurse, pager 3308"),
        ("duration", "Children: until the 25th birthday."),
        ("destination", "Tell your supervisor before the shift."),
        ("hours", "Monday to Friday, 7 a.m. to 6 p.m."),
        ("hours", "Supply desk | Daily 6-22"),
        ("hours", "The line is staffed 24/7."),
        ("person", "It is signed by Dr. Lind."),
        ("coverage", "The second unit is not paid."),
        ("coverage", "Renewal is paid once."),
        ("limit", "It may be used twice."),
        ("limit", "No more than four sessions are paid."),
        ("limit", "40 tiny prick tests"),
        ("diagnosis code", "Its code is M53.3."),
        ("diagnosis code", "COVID-19 is coded U07.1."),
        ("diagnosis code", "The diagnosis is G43."),
        ("diagnosis code", "Diagnosis: 724.2"),
        ("contraindication", "Excluded are patients with a pacemaker."),
        ("duration", "The block lasts under 30 minutes."),
        ("level ii code", "The drug is J0585."),
        ("length", "A needle of 90 mm is taken."),
        ("size", "A needle of 22-gauge is taken."),
        ("duration", "Comments are due by September 21."),
        ("harm", "Itching was reported by 7% of adults."),
        ("time taken", "The scan takes about 20 minutes."),
        ("dose", "One drop is given four times daily."),
        ("definition", "QT: direction of two trainees"),
        ("indication", "Surgery is indicated with constant numbness."),
        ("contraindication", "Not suitable are people with a fever."),
        ("coverage", "Renewal needs a diary."),
        ("coverage", "It is considered investigational."),
        ("amount", "Six weeks of exercise are needed."),
        ("interval", "The sensor is changed every ten days."),
        ("interval", "It was seen in 2% of adults."),
        ("payment", "An assistant is paid at 16%."),
        ("threshold", "The target is below 70 mg/dL."),
        ("modifier", "QW marks waived tests."),
        ("definition", "Warning signs are fever, a rash and belly pain."),
    ],
)
def test_what_answers_is_known_by_its_words(kind: str, text: str) -> None:
    """Each kind has its own words, and an unrelated sentence has none of them."""
    assert holds(kind, text)
    assert not holds(kind, "Gloves are blue.")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whats the dose", "what is the dose"),
        ("who shouldn’t get it", "who should not get it"),
        ("we're told it doesnt help", "we told it does not help"),
        ("Baker's cyst IM", "Baker's cyst IM"),
        ("what do u need if u bill it", "what do you need if you bill it"),
        ("10 u of insulin", "10 u of insulin"),
    ],
)
def test_contractions_are_written_out(typed: str, meant: str) -> None:
    """With or without the apostrophe; a possessive and a short form in capitals stay."""
    assert written_out(typed) == meant


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("harm", "Infection at the site is a contraindication in 5% of adults."),
        ("time taken", "New fractures were seen within two years."),
        ("dose", "It was found with a sensitivity of 85%."),
        ("short code", "The notice is due within 5 days and costs $40."),
        ("length", "A needle of 25-gauge is taken."),
        ("duration", "Children under 2 years are left out."),
        ("duration", "He is 2 years old."),
        ("number", "The patients of Table 2 were compared."),
        ("number", "Insertion is reported with 33285."),
        ("number", "The drug is J1885, for L5 too."),
        ("interval", "There are files for each of the methods."),
        ("gauge", "The cannula is moved by 2 mm."),
        ("contraindication", "The codes hold the drug, so it must not be billed again."),
        ("diagnosis code", "The nerve leaves at T12, and 64999 is billed."),
        ("diagnosis code", "Procedure: Stellate block | CPT: 64510 | Allowed: 150.25"),
        ("diagnosis code", "Bill 83036 when the A1C is high, as X12 837."),
        ("size", "Give 2 g at 98 F."),
        ("length", "The cuff is inflated to 120 mm Hg."),
        ("contraindication", "It is done once pregnancy is excluded."),
    ],
)
def test_what_only_looks_alike_is_no_answer(kind: str, text: str) -> None:
    """Who must not be treated is no harm that was seen, and a share is no dose."""
    assert not holds(kind, text)
