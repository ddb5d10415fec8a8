"""What every engine promises (index.engine), checked against a brute-force scorer and numbers worked by hand."""

import math
import random
from datetime import date

import pytest

from corpus.model import Certainty, Passage, Sentence
from index.analyzer import Analyzer
from index.engine import Field, Filter, Phrase, Query, Term
from tests.index.conftest import EngineFactory
from tests.index.samples import REFERENCES, documents, oracle_scores, passage

# Tantivy keeps a field's length in one byte: exact up to 40 terms, beyond it rounded down by at most an eighth. With
# b = 0.75 a score moves by less than 5%; passages whose true scores are closer than that may change places.
LENGTH_TOLERANCE = 0.05


def query(*terms: str, **weights: float) -> Query:
    """Return a query of terms in the text field."""
    return Query((*(Term(t) for t in terms), *(Term(t, weight) for t, weight in weights.items())))


def ids(engine_factory: EngineFactory, passages: list[Passage], asked: Query, k: int = 10) -> list[str]:
    """Return the ids of the hits."""
    return [hit.passage.passage_id for hit in engine_factory(passages).search(asked, k)]


def random_passages(count: int, longest: int, seed: int) -> list[Passage]:
    """Return passages over a small vocabulary, so that scores differ and terms are shared."""
    chosen = random.Random(seed)
    words = [f"word{i}x" for i in range(60)]
    weights = [1 / (i + 1) for i in range(60)]
    return [
        passage(
            f"doc{i // 4:03}",
            i % 4,
            " ".join(chosen.choices(words, weights, k=chosen.randint(1, longest))),
            section=chosen.choice(words),
            collection=f"c{i // 4 % 3}",
        )
        for i in range(count)
    ]


def random_query(seed: int) -> Query:
    """Return weighted terms in both fields, and sometimes a phrase."""
    chosen = random.Random(seed)
    words = [f"word{chosen.randint(0, 30)}x" for _ in range(4)]
    phrases = (Phrase((words[0], words[1]), 0.7),) if seed % 2 else ()
    return Query(
        (Term(words[0]), Term(words[1], 2.5), Term(words[2], 0.5), Term(words[3], 0.3, Field.HEADING)), phrases
    )


@pytest.mark.parametrize("longest", [35, 200])
def test_the_ranking_is_that_of_the_formula(make_engine: EngineFactory, analyzer: Analyzer, longest: int) -> None:
    """Scores are the formula's: exactly while lengths are exact, within the tolerance where they are rounded."""
    passages = random_passages(200, longest, seed=longest)
    engine = make_engine(passages)
    tolerance = 1e-5 if longest <= 35 else LENGTH_TOLERANCE
    for seed in range(40):
        asked = random_query(seed)
        expected = oracle_scores(passages, asked, analyzer)
        hits = engine.search(asked, 10)
        assert len(hits) == min(10, len(expected))
        for hit, best in zip(hits, sorted(expected.values(), reverse=True), strict=False):
            assert hit.score == pytest.approx(expected[hit.passage.passage_id], rel=tolerance)
            assert expected[hit.passage.passage_id] == pytest.approx(best, rel=2 * tolerance)


@pytest.mark.parametrize("k", [1, 3, 200])
def test_a_larger_k_only_adds_hits(make_engine: EngineFactory, k: int) -> None:
    """The first k of 200 are the same whether 200 were asked for or k, phrases included."""
    engine = make_engine(random_passages(200, 30, seed=7))
    for seed in range(10):
        asked = random_query(seed)
        assert list(engine.search(asked, 200))[:k] == list(engine.search(asked, k))


def test_scores_worked_by_hand(make_engine: EngineFactory) -> None:
    """Three passages of 2, 1 and 3 terms, average 2: idf = ln(1 + 1.5 / 2.5) for a term that two of them hold."""
    hits = make_engine(documents("renal block", "renal", "nerve nerve root")).search(query("renal", "nerv"), 3)
    scores = {hit.passage.doc_id: hit.score for hit in hits}
    idf_two, idf_one = math.log(1.6), math.log(1 + 2.5 / 1.5)
    assert scores["d0"] == pytest.approx(idf_two * 2.2 / (1 + 1.2), rel=1e-5)
    assert scores["d1"] == pytest.approx(idf_two * 2.2 / (1 + 1.2 * (0.25 + 0.75 / 2)), rel=1e-5)
    assert scores["d2"] == pytest.approx(idf_one * 2.2 * 2 / (2 + 1.2 * (0.25 + 0.75 * 1.5)), rel=1e-5)


def test_equal_scores_are_ordered_by_passage_id(make_engine: EngineFactory) -> None:
    """Ties are broken by identifier, however many there are, so two builds give the same answer."""
    passages = [passage(f"d{i:03}", 0, "renal stent") for i in range(300)]
    random.Random(1).shuffle(passages)
    expected = [f"d{i:03}#0" for i in range(300)]
    assert ids(make_engine, passages, query("renal"), 7) == expected[:7]
    assert ids(make_engine, passages, query("renal"), 300) == expected


@pytest.mark.parametrize("asked", [Query(), query("unknown"), Query(phrases=(Phrase(("no", "such")),))])
def test_nothing_is_found_for_nothing(make_engine: EngineFactory, asked: Query) -> None:
    """An empty query and unknown terms find nothing, and are no error."""
    assert ids(make_engine, documents("renal block"), asked) == []


@pytest.mark.parametrize("k", [0, 1, 10**9])
def test_k_may_be_anything(make_engine: EngineFactory, k: int) -> None:
    """k above the size gives all that match, 0 gives none."""
    assert len(ids(make_engine, documents("renal", "renal block", "nerve"), query("renal"), k)) == min(k, 2)


def test_an_empty_collection_answers(make_engine: EngineFactory) -> None:
    """No passages: nothing is found, counted or listed."""
    engine = make_engine([])
    assert (len(engine), list(engine.search(query("renal"), 3)), list(engine.doc_ids())) == (0, [], [])
    assert (dict(engine.vocabulary()), dict(engine.surface_forms())) == ({}, {})


def test_passages_come_back_as_given(make_engine: EngineFactory) -> None:
    """A hit's passage is the one that was stored, to the last field; neighbours come in reading order."""
    given = [passage("folder/é ü.txt", i, f"renal §{i} “quoted” ﬁne 64999", section="§ 1") for i in (2, 0, 10, 1)]
    engine = make_engine(given)
    ordered = sorted(given, key=lambda p: p.ordinal)
    assert list(engine.passages("folder/é ü.txt")) == ordered
    assert {hit.passage for hit in engine.search(query("renal"), 9)} == set(given)
    assert engine.references("folder/é ü.txt") == REFERENCES
    assert (list(engine.passages("none")), dict(engine.references("none"))) == ([], {})


def test_sentences_come_back_as_given(make_engine: EngineFactory) -> None:
    """Several in a passage, each to its end; what is no part of the text where it stands; a title of its own."""
    text = "Renal dose [1]. Renal rest."
    in_place = Sentence(text[:15], 50, 65, (1,), marks=((60, 64),)), Sentence(text[16:], 66, 77)
    mended = Sentence("Renal dose.", 50, 65), Sentence("Renal rest.", 66, 77, certainty=Certainty.UNCERTAIN)
    first, second = passage("a", 0, text)._replace(start=50, end=77), passage("a", 1, text)._replace(start=50, end=77)
    given = [
        first._replace(sentences=in_place, context="For adults:", page=3, page_label="iii"),
        second._replace(sentences=mended, document="Another title", source="b.txt", collection="others"),
    ]
    engine = make_engine(given)
    found = engine.passages("a")
    assert list(found) == given
    assert [tuple(p.sentences) for p in found] == [in_place, mended]


@pytest.mark.parametrize("text", ["M53.3", "12345-6789-01", "G0260", "1,250.50", "naïve", "ﬁxation", "ﷺ", "ß", "心臓"])
def test_odd_terms_survive(make_engine: EngineFactory, analyzer: Analyzer, text: str) -> None:
    """Whatever the analyzer makes of a text finds the passage that holds the text, and no other."""
    terms = analyzer.terms(text)
    assert terms
    for term in terms:
        assert ids(make_engine, documents(f"the {text} here", "other"), query(term)) == ["d0#0"]


def test_a_filter_is_part_of_the_search(make_engine: EngineFactory) -> None:
    """k hits are found within the collection, though better ones lie outside; scores are those without the filter."""
    passages = [passage(f"d{i}", 0, "renal " + "block " * i, collection="in" if i > 5 else "out") for i in range(12)]
    engine = make_engine(passages)
    inside = engine.search(Query((Term("renal"),), filter=Filter(frozenset({"in"}))), 3)
    everywhere = {hit.passage.passage_id: hit.score for hit in engine.search(query("renal"), 12)}
    assert [hit.passage.doc_id for hit in inside] == ["d6", "d7", "d8"]
    assert all(hit.score == pytest.approx(everywhere[hit.passage.passage_id]) for hit in inside)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2020, 1, 1), None, ["d1#0", "d2#0", "d3#0"]),
        (None, date(2020, 1, 1), ["d0#0", "d1#0", "d3#0"]),
        (date(2019, 12, 31), date(2020, 6, 1), ["d1#0", "d3#0"]),
    ],
)
def test_dates_are_filtered(
    make_engine: EngineFactory, first: date | None, last: date | None, expected: list[str]
) -> None:
    """Both ends count in, and a passage without a date passes."""
    dates = (date(2018, 3, 1), date(2020, 1, 1), date(2026, 1, 1), None)
    passages = [passage(f"d{i}", 0, "renal", effective=day) for i, day in enumerate(dates)]
    asked = Query((Term("renal"),), (Phrase(("renal", "block")),), Filter(effective_from=first, effective_to=last))
    assert ids(make_engine, passages, asked) == expected


def test_a_phrase_needs_its_order(make_engine: EngineFactory) -> None:
    """Terms next to each other in order score more than the same terms apart; the phrase alone finds only those."""
    passages = documents("ganglion impar block", "impar ganglion block", "ganglion nerve impar")
    asked = Query((Term("ganglion"), Term("impar")), (Phrase(("ganglion", "impar")),))
    assert ids(make_engine, passages, asked)[0] == "d0#0"
    assert ids(make_engine, passages, Query(phrases=(Phrase(("ganglion", "impar")),)))[0] == "d0#0"
    assert "d1#0" not in ids(make_engine, passages, Query(phrases=(Phrase(("ganglion", "impar")),)))


def test_fields_are_searched_apart(make_engine: EngineFactory) -> None:
    """A heading's terms are found in both fields, a passage's only in the text."""
    passages = [passage("d0", 0, "renal", section="Coding"), passage("d1", 0, "coding")]
    heading = Query((Term("code", field=Field.HEADING),))
    assert ids(make_engine, passages, heading) == ["d0#0"]
    assert sorted(ids(make_engine, passages, query("code"))) == ["d0#0", "d1#0"]


def test_counts_are_of_passages(make_engine: EngineFactory) -> None:
    """Document frequencies, the vocabulary in term order, and words as printed with the frequency of their terms."""
    engine = make_engine(
        [passage("d0", 0, "Blocks block, M53.3", section="Coding"), passage("d0", 1, "a follow-up Block")]
    )
    assert engine.document_frequency("block") == 2
    assert (engine.document_frequency("code", Field.HEADING), engine.document_frequency("none")) == (1, 0)
    assert list(engine.vocabulary().items()) == [
        ("block", 2),
        ("code", 1),
        ("follow", 1),
        ("m53.3", 1),
        ("m533", 1),
        ("up", 1),
    ]
    assert dict(engine.surface_forms()) == {"blocks": 2, "block": 2, "coding": 1, "follow": 1, "up": 1}


def test_words_that_begin_alike_are_found_together(make_engine: EngineFactory) -> None:
    """Terms and printed words by their beginning, in order, with their counts; nothing for one that none has."""
    engine = make_engine(documents("nerve nerves", "neural étude", "block", "M53.3 M54.1"))
    assert list(engine.surface_forms().starting("ne")) == [("nerve", 1), ("nerves", 1), ("neural", 1)]
    assert list(engine.vocabulary().starting("m53")) == [("m53.3", 1), ("m533", 1)]
    assert list(engine.vocabulary().starting("")) == list(engine.vocabulary().items())
    assert list(engine.vocabulary().starting("z")) == []


def test_documents_are_known_without_their_passages(make_engine: EngineFactory) -> None:
    """Title, collection, dates and the number of passages of each document, in order of their identifiers."""
    engine = make_engine([passage("b/two", 0, "renal"), passage("b/two", 1, "block"), passage("a", 0, "nerve")])
    known = [(record.doc_id, record.title, record.passages) for record in engine.documents()]
    titles = {doc_id: engine.passages(doc_id)[0].document for doc_id in engine.doc_ids()}
    assert known == [("a", titles["a"], 1), ("b/two", titles["b/two"], 2)]


def test_any_passage_of_a_document_can_be_looked_at_first(make_engine: EngineFactory) -> None:
    """The last before the first, a slice, and none beyond the end."""
    given = [passage("long", i, f"renal {'block ' * (i * 97 % 500)}{i}") for i in range(40)]
    passages = make_engine(given).passages("long")
    assert (passages[-1], passages[3], len(passages)) == (given[39], given[3], 40)
    assert list(passages[10:12]) == given[10:12]
    assert list(passages) == given
    with pytest.raises(IndexError):
        passages[40]


def test_an_outdated_passage_is_gone(make_engine: EngineFactory) -> None:
    """After a change nothing of the old text is found: not by search, by id, in the counts or among the words."""
    former = [passage("rule#1 a", i, f"outdated needling {20999 + i}") for i in range(3)] + documents("needling")
    make_engine(former)
    changed = [passage("rule#1 a", 0, "needling 20560"), *documents("needling")]
    engine = make_engine(changed)
    assert len(engine) == 2
    assert list(engine.search(query("outdat", "20999", "21000"), 9)) == []
    assert list(engine.passages("rule#1 a")) == [changed[0]]
    assert engine.document_frequency("outdat") == 0
    assert engine.document_frequency("needl") == 2
    assert "outdated" not in engine.surface_forms()
    assert {hit.passage.passage_id for hit in engine.search(query("needl"), 9)} == {"rule#1 a#0", "d0#0"}


def test_a_deleted_document_is_gone_and_may_return(make_engine: EngineFactory, analyzer: Analyzer) -> None:
    """Delete, then add again: each time exactly what is there is found, with the scores of a fresh build."""
    both = documents("renal block", "renal stent")
    make_engine(both)
    alone = make_engine(both[1:])
    assert (len(alone), list(alone.doc_ids()), list(alone.passages("d0"))) == (1, ["d1"], [])
    assert list(alone.search(query("block"), 3)) == []
    again = make_engine(both)
    expected = oracle_scores(both, query("renal", "block"), analyzer)
    found = {hit.passage.passage_id: hit.score for hit in again.search(query("renal", "block"), 3)}
    assert found == pytest.approx(expected, rel=1e-5)


def test_a_snapshot_stays_as_it_is(make_engine: EngineFactory) -> None:
    """A question that makes several calls sees one state, whatever is committed in between."""
    snapshot = make_engine(documents("renal block")).snapshot()
    make_engine(documents("nerve"))
    assert [hit.passage.text for hit in snapshot.search(query("renal"), 3)] == ["renal block"]
    assert [p.text for p in snapshot.passages("d0")] == ["renal block"]
