"""A sentence on the near relative of what is asked is no answer: the short cast, what has contrast, another deed."""

import pytest

from bot.answer import Answerer
from bot.model import Status
from tests.answering import answerer_over, first

DOCUMENTS = {
    "casts.md": "# Casts\n\nA short leg cast of fiberglass for an adult is Q4038 and is allowed at $53.\n",
    "head.md": """# Imaging of the head

CT of the head without contrast is reported with 70450. CT of the head with contrast is reported with 70460. CT of the
head without and with contrast is reported with 70470.
""",
    "ears.md": "# Ears\n\nTympanometry and acoustic reflexes together are reported with 92550.\n",
    "fees.md": "# Fees\n\nThe non-facility fee for 64494 is $91. A claim from a facility is printed on blue paper.\n",
    "knee.md": "# After the knee\n\nA patient may drive an automatic car two weeks after the left knee.\n",
    "cuff.md": "# After the cuff\n\nAfter surgery of the rotator cuff the patient wears the sling for six weeks.\n",
    "shaker.md": "# Shaker\n\nThe Shaker exercise, done three times a day for 6 weeks, let 11 of 27 patients eat.\n",
    "masako.md": "# Masako\n\nA session of the Masako exercise takes 15 minutes.\n",
    "wounds.md": """# Wound vacuum

A wound vacuum is started at minus 125 mmHg in most wounds.

A wound vacuum must not be put over exposed vessels.
""",
    "prices.csv": "service,self_pay_price_usd,deposit_usd\nPlatelet-rich plasma one joint,750,375\nSplint,40,0\n",
    "fistula.md": "# Fistula\n\nA cold hand below the fistula calls for same-week review by the surgeon.\n",
    "duloxetine.md": "# Duloxetine\n\nThe starting dose of duloxetine is 30 mg once daily.\n",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Over the documents above."""
    return answerer_over(tmp_path_factory.mktemp("apart"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("short leg cast fiberglass adult code", "Q4038"),
        ("code for CT of head with and without contrast", "70470"),
        ("code for CT of head without and with contrast", "70470"),
        ("code for CT head w/out contrast", "70450"),
        ("code for CT of the head with contrast", "70460"),
        ("tympanometry and reflexes code", "92550"),
        ("non facility fee for 64494", "$91"),
        ("when can a patient drive after the left knee", "two weeks"),
        ("how many minutes does a session of the Masako exercise take", "15 minutes"),
        ("where can i not put a wound vacuum", "exposed vessels"),
        ("how much is platelet rich plasma for a joint if you pay yourself", "750"),
        ("cold hand below her fistula, how fast must the surgeon see it", "same-week"),
        ("starting dose of duloxetine", "30 mg"),
    ],
)
def test_is_answered_with_its_own(answerer: Answerer, question: str, words: str) -> None:
    """Where there is one."""
    assert words in first(answerer.answer(question))


@pytest.mark.parametrize(
    "question",
    [
        "long leg cast fiberglass adult code",
        "tympanometry w/out reflexes code",
        "facility fee for 64494",
        "when can a patient drive after surgery of the rotator cuff",
        "how many minutes does the Shaker exercise take",
        "max dose of duloxetine",
    ],
)
def test_is_refused_where_only_its_relative_is_told(answerer: Answerer, question: str) -> None:
    """Nearly all of its words are there."""
    assert answerer.answer(question).status is Status.NOT_FOUND
