"""Every short form that is listed is read where documents hold what it stands for."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from index.analyzer import Analyzer
from index.memory import MemoryEngine
from index.questions.codes import LABELS
from index.questions.intents import all_intents
from index.questions.lexicon import lexicon_abbreviations, lexicon_short_forms
from index.questions.query import Interpreter
from tests.answering import answerer_over

Table = Mapping[str, tuple[str, ...]]


def _asks(short: str) -> bool:
    """Return whether a word asks for something by itself, as "cpt" and "mg" do."""
    return short in LABELS or any(intent.words.fullmatch(short) for intent in all_intents())


@pytest.mark.parametrize("table", [lexicon_short_forms, lexicon_abbreviations])
def test_a_listed_short_form_is_read(tmp_path: Path, table: Callable[[], Table]) -> None:
    """In small letters or in capitals; a row that no question reaches helps nobody."""
    rows, analyzer = table(), Analyzer()
    names = sorted({name for names in rows.values() for name in names})
    engine = answerer_over(tmp_path, {"names.txt": "\n\n".join(f"The {name} is there." for name in names)}).engine
    assert isinstance(engine, MemoryEngine)
    interpreter = Interpreter(engine, analyzer)

    def is_read(short: str) -> bool:
        found = [interpreter.understand(f"the {typed} of it") for typed in (short, short.upper())]
        terms = [{c.term for c in understood.concepts} for understood in found]
        shown = {a.shown.lower() for understood in found for c in understood.concepts for a in c.alternatives}
        written = any(terms_of >= set(analyzer.terms(name)) for name in rows[short] for terms_of in terms)
        return written or not shown.isdisjoint(name.lower() for name in rows[short])

    assert [short for short in rows if not (is_read(short) or _asks(short))] == []
