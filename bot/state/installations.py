"""The workspaces that installed the app, with their tokens: slack_sdk's store over the state's tables."""

from datetime import UTC, datetime

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import ColumnElement, Engine, Table, delete, select

from bot.state.schema import bots, installations, oauth_states
from bot.state.writing import changing

STATE_SECONDS = 600  # how long a person may take between "install" and Slack's way back


class Installations(SQLAlchemyInstallationStore):
    """The newest installation of each workspace: the SDK's store keeps all, and so tokens that nobody needs."""

    def save(self, installation: Installation) -> None:
        """Keep an installation in place of those before it."""
        super().save(installation)
        self._keep_newest(installations, installation.team_id)

    def save_bot(self, bot: Bot) -> None:
        """Keep a bot's tokens in place of those before them."""
        super().save_bot(bot)
        self._keep_newest(bots, bot.team_id)

    def bot_of(self, team: str) -> Bot | None:
        """Return the bot in a workspace; None if the workspace has not installed the app."""
        with self.engine.connect() as connection:
            found = select(bots.c.enterprise_id).where(*self._of(bots, team), bots.c.bot_token.is_not(None))
            row = connection.execute(found.order_by(bots.c.installed_at.desc()).limit(1)).first()
        return self.find_bot(enterprise_id=row.enterprise_id, team_id=team) if row else None

    def teams(self) -> tuple[str, ...]:
        """Return the workspaces, ascending."""
        ours = select(bots.c.team_id).where(bots.c.client_id == self.client_id).distinct().order_by(bots.c.team_id)
        with self.engine.connect() as connection:
            return tuple(connection.execute(ours).scalars())

    def newer_than(self, team: str, seconds: float) -> bool:
        """Return whether a workspace installed the app after a time; the rotation of tokens is no installation."""
        table = installations.c
        after = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
        found = select(table.id).where(*self._of(installations, team), table.installed_at > after).limit(1)
        with self.engine.connect() as connection:
            return connection.execute(found).first() is not None

    def remove(self, team: str) -> None:
        """Forget a workspace and its tokens."""
        with changing(self.engine) as connection:
            for table in (bots, installations):
                connection.execute(delete(table).where(*self._of(table, team)))

    def _of(self, table: Table, team: str | None) -> tuple[ColumnElement[bool], ...]:
        return table.c.client_id == self.client_id, table.c.team_id == team

    def _keep_newest(self, table: Table, team: str | None) -> None:
        newest = select(table.c.id).where(*self._of(table, team))
        newest = newest.order_by(table.c.installed_at.desc(), table.c.id.desc()).limit(1)
        with changing(self.engine) as connection:
            kept = connection.execute(newest).scalar_one()
            connection.execute(delete(table).where(*self._of(table, team), table.c.id != kept))


def open_oauth_states(engine: Engine) -> SQLAlchemyOAuthStateStore:
    """Return the store of the installations that have begun."""
    return SQLAlchemyOAuthStateStore(STATE_SECONDS, engine)


def expire_states(engine: Engine, now: float) -> None:
    """Drop what began and was never ended."""
    ended = oauth_states.c.expire_at < datetime.fromtimestamp(now, UTC).replace(tzinfo=None)
    with changing(engine) as connection:
        connection.execute(delete(oauth_states).where(ended))
