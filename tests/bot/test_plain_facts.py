"""Facts that a document states plainly are found by its own words; what it does not state is not made up of others."""

import pytest

from bot.answer import Answerer
from tests.answering import answerer_over, first

DOCUMENTS = {
    "card.md": """# Alder payer card

The payer ID of Alder is 60054. The fax number of Alder is 555-0134.

The copay for an office visit is thirty dollars. Copies of records cost 25 cents a page.

Packets of an appeal go by certified mail when the amount is above $2,000. Each packet holds the letter of denial.
Appeals are submitted on the web form only. A copy of form HL-900 has to go with each appeal.

A first claim is filed within 180 days of the service. A claim has at most two corrections.

Box 24 takes the place of service. Denial CO-31 means that the member is unknown.

After three failed calls to the plan, the account goes to the supervisor.
""",
    "cold.md": """# Vaccine storage

The vaccine refrigerator is kept between 2 and 8 °C. Temperatures of the refrigerator are written down twice a day.

The backup refrigerator stands in the laboratory.
""",
    "drugs.md": """# Infusions

Infliximab may be given from six years of age. Patients have to be at least 18 years old for vedolizumab.

Ertapenem is given at 1 g daily. Vedolizumab is infused over 30 minutes.

The target INR for a mechanical mitral valve is 2.5 to 3.5.

A restart after a grade 3 reaction is the pharmacist's to allow. The field strength of scanner B is 3 tesla.

The standard dialysate flow is 600 mL/min. Telephone calls do not count as visits.
""",
    "times.csv": """Code,Patient,Minutes that must be met
99203,New,30
99204,New,45
""",
    "matrix.csv": """Payer,Service,PA Required
Dogwood Plan,Physical therapy,After visit 12
Elder Plan,Physical therapy,No
""",
    "methotrexate.csv": """Creatinine clearance,Methotrexate
60 or more,The usual dose
30 to 59,Half the usual dose
""",
    "surgery.csv": """Code,Service,Global days,Cash price
64911,Nerve repair with graft,090,$2900
64912,Nerve repair with allograft,,
""",
    "nerves.md": """# Nerve repair

A repair of a cut nerve with a sleeve is 64913, and both are reported on the same day with 64727. Sleeves are billed by
the unit.
""",
    "crushing.md": """# Crushing

Zentofen capsules are never crushed. The reference interval of vitamin B12 is 200 to 900 pg/mL.
""",
    "ward.md": """# Ward

The oxytocin rate is raised every 30 minutes. The highest rate in women with VBAC is 20 mU/min.

The block takes a 22-gauge, 90 mm needle. The needle is moved slowly, and the patient is told not to speak.

Liver biopsies need a platelet count of at least 50. Imaging is ultrasound or CT.

Images are read within 1 business day. The PET scan is moved if glucose is over 200.

Stroke risk is scored with the stroke score at diagnosis. Anticoagulation is recommended from a score of 2 or more.
""",
    "places.md": """# Emergency kits

The epinephrine kit is checked by the charge nurse. The epinephrine kit hangs beside the door of room 4.

The celiac plexus is blocked for pain. The celiac plexus lies in front of the aorta at the first lumbar vertebra.
""",
    "wounds.md": """# Dressings

- Collagenase ointment: daily, 2 mm thick. Stop it once the wound bed is clean.
- Silver dressing: every three days. Stop it after two weeks without a change.
- Honey: twice a week. Stop it if it stings.
""",
    "office.md": """# Office rules

FMLA forms are completed within 7 business days of the request. The waiting room opens at seven.

Supervisors may write off up to $250 per account, managers up to $1,500.

Small balances are written off with adjustment code SB1. Accounts of patients who died use adjustment code DX9.

Audio-only visits are paid at 80% of the rate. The patient was last seen by the physician within six months.
""",
    "telehealth.html": """<title>Telehealth</title><h1>Telehealth</h1><dl>
<dt>Does the first visit need to be in person?</dt>
<dd>No, with two exceptions: wound care and prescribing of stimulants.</dd>
<dt>Is family counselling allowed?</dt>
<dd>Groups of up to 10 members are covered. Those by telephone are not.</dd>
<dt>Where may the clinician be?</dt>
<dd>Anywhere within the state.</dd></dl>
""",
    "payers.csv": """Payer,Payer ID,Records fax,Portal
Birch Mutual,4811,,birch.example.com
Cedar Trust,4812,555-0177,cedar.example.com
""",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An answerer over what an office keeps."""
    return answerer_over(tmp_path_factory.mktemp("office"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("is family counselling by telephone covered", "Those by telephone are not"),
        ("is there a limit for family counselling", "up to 10 members"),
        ("Which form goes with an appeal?", "form HL-900"),
        ("How do we submit an appeal?", "on the web form"),
        ("filing limit for a first claim", "within 180 days"),
        ("methotrexate dose CrCl 40", "Half the usual dose"),
        ("max oxytocin rate vbac", "The highest rate"),
        ("block needle size", "22-gauge"),
        ("What platelet count is needed for liver biopsy under image guidance?", "platelet count of at least 50"),
        ("At what score is anticoagulation recommended?", "score of 2 or more"),
        ("How many minutes must be met for 99204?", "45"),
        ("After which visit does Dogwood require authorization for therapy?", "After visit 12"),
        ("vitamin b12 reference interval", "200 to 900"),
        ("fmla form turnaround time", "within 7 business days"),
        ("manager write off limit per account", "managers up to $1,500"),
        ("adj code small balance", "SB1"),
        ("which code for a deceased patient's account", "DX9"),
        ("phone only visit pays what %", "80%"),
        ("What percentage do audio-only visits pay?", "80%"),
        ("What is the payer ID of Alder?", "60054"),
        ("payer id alder", "60054"),
        ("what's alder's fax number", "555-0134"),
        ("what is the copay for an office visit", "thirty dollars"),
        ("how much do copies of records cost?", "25 cents"),
        ("When do appeal packets go by certified mail?", "certified mail when"),
        ("what goes in box 24", "place of service"),
        ("What does CO-31 mean", "member is unknown"),
        ("What happens after three failed calls to the plan?", "supervisor"),
        ("How cold must the vaccine refrigerator be?", "2 and 8"),
        ("vaccine refrigerator temperature", "2 and 8"),
        ("how often are refrigerator temperatures written down", "twice a day"),
        ("minimum age for vedolizumab", "18 years"),
        ("vedolizumab infusion time", "30 minutes"),
        ("records fax for cedar trust", "555-0177"),
        ("what is the standard dialysate flow?", "600 mL/min"),
        ("how oftn are refrigerator temperatures written down", "twice a day"),
        ("global days for 64911", "090"),
        ("what is the global period of 64911?", "090"),
        ("patient pays cash for a nerve repair with graft, what do we charge", "$2900"),
        ("how fast does an FMLA form have to be completed", "within 7 business days"),
        ("pet gluc limit", "glucose is over 200"),
        ("when to stop silver", "after two weeks"),  # its label stands before the sentence
        ("when to stop collagenase", "is clean"),
        ("when to stop honey", "stings"),
        ("do telephone calls count as visits", "do not count"),
        ("who allows a restart after a grade 3 reaction", "pharmacist"),
        ("where is the epinephrine kit", "beside the door"),
        ("Where's the celiac plexus?", "in front of the aorta"),
        ("location of the celiac plexus", "in front of the aorta"),
    ],
)
def test_a_stated_fact_is_found(answerer: Answerer, question: str, words: str) -> None:
    """In its own sentence or row."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize(
    "question",
    [
        "global days for 64913",
        "how many global days does 64913 have",
        "cash patient wants a sleeve. what do we charge",
        "what does 64913 pay",
        "records fax for birch mutual",  # its row leaves the column empty
        "what goes in box 31",  # a denial has that number
        "minimum age for ertapenem",
        "ertapenem infusion time",
        "target INR for a mechanical aortic valve",
        "what is the fax number of Cedar for appeals in Ohio",  # a name that stands nowhere
        "how cold must the laboratory be",
        "who allows a restart after a grade 2 reaction",
        "field strength of scanner C",
        "how many seconds is the needle moved",
    ],
)
def test_a_fact_that_is_not_stated_is_not_found(answerer: Answerer, question: str) -> None:
    """Though every other word of the question stands somewhere."""
    assert not first(answerer.answer(question))
