"""Tables for measured values: the row of another value is somebody else's dose."""

from itertools import product
from pathlib import Path

import pytest

from bot.answer import Answerer
from tests.answering import answerer_over, first

DOCUMENTS = {
    "scale.md": """# Sliding scale for the ward

| Blood glucose (mg/dL) | Low dose | High dose |
|---|---|---|
| < 70 | treat low sugar | treat low sugar |
| 71-150 | 0 units | 0 units |
| 151-200 | 2 units | 4 units |
| 201–250 | 4 units | 8 units |
| > 400 | call the physician | call the physician |

## Potassium replacement

| K level | Oral KCl | Recheck |
|---|---|---|
| 3.5 - 3.9 | 20 mEq | next morning |
| 3.0 - 3.4 | 40 mEq | 4 hours |
| ≤ 2.9 | 60 mEq and call | 2 hours |

## Renal dosing of gabarin

| CrCl (mL/min) | Dose |
|---|---|
| 60 or more | 300 mg three times a day |
| 30 to 59 | 300 mg twice a day |
| below 30 | 100 mg daily |
""",
    "nomogram.html": "<h1>Heparin nomogram</h1><table><tr><th>aPTT (sec)</th><th>Rate change</th></tr>"
    "<tr><td>&lt; 35</td><td>increase 4 units/kg/h</td></tr><tr><td>35 to 45</td><td>increase 2 units/kg/h</td></tr>"
    "<tr><td>46 to 70</td><td>no change</td></tr><tr><td>&gt; 90</td><td>decrease 3 units/kg/h</td></tr></table>",
    "zinc.md": "# Zinc clinic\n\nIf the TSH is below 1.5, give an extra zincol. If the TSH is 1.5 to 3.0, make no "
    "change of zincol. If the TSH is 3.1 to 4.0, lower the weekly dose of zincol by 10%. If the TSH is above 4.0, hold "
    "one dose of zincol and call.\n",
    "knee.txt": """Protocol of the new knee

3. ANTIBIOTIC
Cefazin is given before the incision.
Weight   Cefazin dose   Repeat
Under 50 kg   1 g IV   every 4 hours
50 to 119 kg   2 g IV   every 4 hours
120 kg and over   3 g IV   every 4 hours
Carriers also receive vancomin, started early.
Weight for vancomin   Vancomin dose   Infusion time
Under 60 kg   1000 mg   60 minutes
60 to 89 kg   1250 mg   90 minutes
90 kg and over   1750 mg   120 minutes
""",
    "magnesium.csv": "Magnesium level,Give,Recheck\n1.5-1.8 mg/dL,2 g of magnasul,12 hours after it\n"
    "1.0-1.4 mg/dL,4 g of magnasul,6 hours after it\nless than 1 mg/dL,6 g of magnasul and call,3 hours after it\n",
    "iron.csv": "Ferritin,Action\n<15,start iron infusion\n15-99,oral iron\n>=300,stop iron\n",
    "platelets.txt": "Platelet count | Plan\nbelow 20 | hold lexazol\n20 to 49 | halve the dose of lexazol\n"
    "50 or more | full dose of lexazol\n",
    "insulin.txt": "Pump scale\n\nInsulin of the pump\nSugar\tUnits\tRecheck\n70-150\t0\t4 to 180 minutes\n"
    "151-200\t2\t60 minutes\nover 200\t6\t30 minutes\n",
    "children.md": """# Fever medicine by weight

| Weight | Paracin 160 mg/5 mL | Every |
|---|---|---|
| 6-8 kg | 2.5 mL | 6 hours |
| 9-11 kg | 3.75 mL | 6 hours |
| 16-21 kg | 7.5 mL | 6 hours |

# Vaccine volume by age

| Age | Volume of Hepvax | Route |
|---|---|---|
| 0-5 months | 0.25 mL | IM |
| 6-35 months | 0.5 mL | IM |
| 3-8 years | 0.75 mL | IM |
| 9 years and older | 1 mL | IM |
""",
    "clinic.txt": """Blood thinner clinic
3. Dose table
INR | Change of weekly dose | Next check
below 1.5 | extra dose once, then raise 10 to 20% | 5 to 7 days
1.5 to 1.9 | raise 5 to 10% | 14 days
2.0 to 3.0 | no change | 4 weeks
3.6 to 4.5 | skip no dose or one, lower 10% | 7 days
4.6 to 9.9 without bleeding | hold one or two doses, lower 10 to 20% | 1 to 3 days
4. High readings
4.1 An INR above 4.8 on the finger is confirmed from a vein before the dose is changed.
4.2 For an INR of 10 or more without bleeding, stop the drug and give vitamin K 2.5 mg by mouth.
4.4 Up to two teeth may be pulled if the INR is 3.0 or lower.
4.3 Tea with vitamin K counts as a change of the dose, whatever the INR.
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An answerer over the tables."""
    return answerer_over(tmp_path_factory.mktemp("values"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("BG 240 how many units low dose", "201–250"),
        ("glucose 65 what do i do", "< 70"),
        ("blood sugar 420", "> 400"),
        ("bg 180 units?", "151-200"),
        ("potassium 2.7 what do we give", "60 mEq"),
        ("k was 3.6 replacement dose", "20 mEq"),
        ("gabarin dose for crcl of 12", "below 30"),
        ("gabarin dose crcl 30", "30 to 59"),  # and not below it
        ("gabarin dose crcl 75", "60 or more"),
        ("inr 4.2 no bleeding, what do i do w dose", "3.6 to 4.5"),
        ("INR 1.7 dose", "1.5 to 1.9"),
        ("inr 1.2 what do I change", "below 1.5"),
        ("inr 7 no bleeding dose", "4.6 to 9.9"),
        ("INR 12, what do we do", "10 or more"),
        ("paracin volume 20 kg", "16-21 kg"),
        ("platelet count is 35, lexazol?", "20 to 49"),
        ("platelets 80 lexazol dose", "50 or more"),
        ("ferritin 12", "<15"),
        ("cefazin dose for 40 kg", "1 g IV"),
        ("vancomin dose for 95 kg", "1750 mg"),
        ("vancomin 75 kg dose", "1250 mg"),
        ("TSH=3.4, zincol dose?", "3.1 to 4.0"),  # though another sentence tells of a dose
        ("tsh 4.6 zincol dose", "above 4.0"),
        ("magnesium 1.2 how much magnasul", "4 g"),
        ("magnesium was 0.8, magnasul?", "6 g"),
        ("sugar 160 units of pump insulin", "151-200"),
        ("ferritin was 310", ">=300"),
        ("aPTT 95 rate change", "> 90"),
        ("aptt 60 change?", "46 to 70"),
        ("paracin for a 10 kg patient", "9-11 kg"),
        ("4 month old hepvax volume", "0-5 months"),
        ("5 year old hepvax how much", "3-8 years"),
        ("12 yo hepvax volume", "9 years and older"),
    ],
)
def test_the_row_is_that_of_the_value(answerer: Answerer, question: str, words: str) -> None:
    """Though another row names more of the question, or an earlier one comes first."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize("question", ["bg is 350 now, units?", "inr 3.3 dose", "paracin volume 30 kg"])
def test_a_value_between_the_rows_is_answered_by_none_of_them(answerer: Answerer, question: str) -> None:
    """The table has a gap there: whoever fills it is the physician."""
    answer = answerer.answer(question)
    assert (
        not first(answer).partition(" | ")[0].strip().endswith(("70", "150", "400", "200", "250", "1.5", "1.9", "4.5"))
    )


def test_the_range_of_something_else_is_none_of_the_value(tmp_path: Path) -> None:
    """An INR of 1.6 lies within the magnesium levels, too."""
    told = product(("Monday", "Tuesday", "Friday"), ("nurse", "clerk", "pharmacist", "resident"))
    documents = {
        "levels.md": "# Levels\n\n| Serum Mg | Dose | Recheck |\n|---|---|---|\n"
        "| 1.3 to 1.6 | 2 g | 12 hours after it |\n| 1.7 to 1.9 | 1 g | next day |\n",
        "clinic.txt": "Clinic of thinners\n"
        + "".join(f"- The INR of {day} is told by the {who}\n" for day, who in told),
    }
    assert not first(answerer_over(tmp_path, documents).answer("inr 1.6 when recheck"))


def test_a_rule_that_does_not_hold_for_the_value_may_be_the_answer(answerer: Answerer) -> None:
    """It says that it may not be done."""
    assert "3.0 or lower" in first(answerer.answer("inr 4.2, may two teeth be pulled?"))


def test_a_rule_that_holds_for_the_value_may_answer_beside_its_row(answerer: Answerer) -> None:
    """What is left out holds for other values alone."""
    answer = answerer.answer("inr 5.1 on the finger, confirm from a vein?")
    assert "is confirmed from a vein" in first(answer)
