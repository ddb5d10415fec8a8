"""Whether judgements and what is measured by them are of one collection, as far as their ids tell."""

from collections.abc import Collection
from itertools import chain

import click

from corpus.errors import CitebotError
from corpus.plurals import counted
from index.evaluation.judged_collection import JudgedCollection
from index.evaluation.measures import Qrels, Run


class OtherCollectionError(CitebotError):
    """What is to be measured has no id in common with what it is measured by: every figure would be 0."""

    def __init__(self, where: str, what: str, among: str) -> None:
        super().__init__(
            f"{where}: 0 of {what} found among {among}. Expected files of one collection, with the same ids"
        )
        self.where = where


def check_collection(collection: JudgedCollection) -> None:
    """Tell how many of the judged queries a collection lacks. Raises OtherCollectionError."""
    _check_queries(collection.name, collection.qrels, collection.queries)
    judged = frozenset(chain.from_iterable(collection.qrels.values()))
    _check_documents(collection.name, judged, "judged document", collection)


def check_run(where: str, run: Run, collection: JudgedCollection) -> None:
    """Tell how many of the judged queries a run lacks. Raises OtherCollectionError."""
    _check_queries(where, collection.qrels, run)
    _check_documents(where, frozenset(chain.from_iterable(run.values())), "document", collection)


def _check_queries(where: str, qrels: Qrels, queries: Collection[str]) -> None:
    judged = counted(len(qrels), "judged query")
    lacking = len(qrels.keys() - queries)
    if lacking == len(qrels):
        raise OtherCollectionError(where, judged, counted(len(queries), "query"))
    if lacking:
        ending = "is lacking; it counts 0" if lacking == 1 else "are lacking; they count 0"
        click.echo(f"citebot: {where}: {lacking:,} of {judged} {ending}", err=True)


def _check_documents(where: str, documents: frozenset[str], what: str, collection: JudgedCollection) -> None:
    there = {record.doc_id for record in collection.records}
    if documents.isdisjoint(there):
        among = f"{counted(len(there), 'document')} of {collection.name}"
        raise OtherCollectionError(where, counted(len(documents), what), among)
