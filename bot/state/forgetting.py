"""The end of what is known of a person or a workspace, and of texts that are past what is allowed now."""

from sqlalchemy import ColumnElement, Engine, Table, delete, true, update

from bot.state.schema import channel_settings, claims, escalations, feedback, gaps, pinned_answers, questions, threads
from bot.state.writing import changing

NOBODY = ""
# seconds that a proposed answer waits for an owner, as it holds a question even where the settings keep none
PROPOSED = 30 * 86_400.0
_OF_A_TEAM = (questions, threads, feedback, gaps, escalations, pinned_answers, channel_settings)
_SAID = (questions.c.asked_at, gaps.c.at, feedback.c.given_at)


def forget(engine: Engine, team: str | None, user: str) -> int:
    """Delete what a person asked and said, in one workspace or in all; return how many rows that were.

    Open claims stay: their message is being answered. A gap stays as a count without the person. A pinned answer is the
    organisation's text; it stays without the name of who wrote or approved it, and settings without who changed them.
    """

    def of_them(table: Table, column: str = "user_id") -> ColumnElement[bool]:
        return (table.c[column] == user) & (true() if team is None else table.c.team == team)

    deleted = 0
    with changing(engine) as connection:
        for table in (questions, feedback, escalations):
            deleted += connection.execute(delete(table).where(of_them(table))).rowcount
        done = of_them(claims) & claims.c.done_at.is_not(None)
        deleted += connection.execute(delete(claims).where(done)).rowcount
        blank = update(gaps).where(of_them(gaps)).values(user_id=NOBODY, words=None, question=None)
        deleted += connection.execute(blank).rowcount
        for table, name in (
            (pinned_answers, "author"),
            (pinned_answers, "approved_by"),
            (channel_settings, "changed_by"),
        ):
            connection.execute(update(table).where(of_them(table, name)).values({name: NOBODY}))
    return deleted


def shorten(engine: Engine, seconds: float) -> None:
    """Let no text be kept for longer than `seconds` after it was said, whatever the settings were then."""
    with changing(engine) as connection:
        for said in _SAID:
            table, end = said.table, said + seconds
            longer = update(table).where(table.c.expires_at > end).values(expires_at=end)
            connection.execute(longer)


def expire_proposals(engine: Engine, now: float) -> None:
    """Drop proposed answers that no owner decided on in time."""
    table = pinned_answers.c
    with changing(engine) as connection:
        old = table.approved_by.is_(None) & (table.written_at <= now - PROPOSED)
        connection.execute(delete(pinned_answers).where(old))


def forget_team(engine: Engine, team: str) -> None:
    """Delete what a workspace's people asked, said and set. Claims stay for their two days: they hold no text."""
    with changing(engine) as connection:
        for table in _OF_A_TEAM:
            connection.execute(delete(table).where(table.c.team == team))
