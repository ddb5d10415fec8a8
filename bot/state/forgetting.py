"""Everything that is known of one person, and its end."""

from sqlalchemy import Engine, delete, update

from bot.state.schema import claims, escalations, feedback, gaps, pinned_answers, questions

NOBODY = ""


def forget(engine: Engine, team: str, user: str) -> int:
    """Delete what a person asked and said, and return how many rows that were.

    Open claims stay: their message is being answered. A gap stays as a count without the person. A pinned answer is the
    organisation's text; it stays without its author's name.
    """
    deleted = 0
    with engine.begin() as connection:
        for table in (questions, feedback, escalations):
            mine = (table.c.team == team) & (table.c.user_id == user)
            deleted += connection.execute(delete(table).where(mine)).rowcount
        done = (claims.c.team == team) & (claims.c.user_id == user) & claims.c.done_at.is_not(None)
        deleted += connection.execute(delete(claims).where(done)).rowcount
        of_them = (gaps.c.team == team) & (gaps.c.user_id == user)
        blank = update(gaps).where(of_them).values(user_id=NOBODY, words=None, question=None)
        deleted += connection.execute(blank).rowcount
        written = (pinned_answers.c.team == team) & (pinned_answers.c.author == user)
        connection.execute(update(pinned_answers).where(written).values(author=NOBODY))
    return deleted
