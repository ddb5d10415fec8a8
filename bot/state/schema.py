"""The tables, and the version that they are in.

No table holds the text of a question or a passage, but for the columns named `question`, `words` and `correction`:
they are filled only where the settings keep questions, and end with their row's `expires_at`. Pinned answers are
kept texts on purpose.
"""

from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import BigInteger, Boolean, Column, Double, Index, Integer, MetaData, String, Table, Text

VERSION = (
    3  # 1 had no installations, 2 not who was forgotten; what a later version adds is made when the state is opened
)
metadata = MetaData()
_ID = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only under the name INTEGER

schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

claims = Table(
    "claims",
    metadata,
    Column("key", String(255), primary_key=True),  # team/channel/ts of the message
    Column("event_id", String(64), unique=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("thread_ts", String(32)),
    Column("user_id", String(32), nullable=False),
    Column("way", String(16), nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("worker", String(64), nullable=False),
    Column("claimed_at", Double, nullable=False),
    Column("done_at", Double),
    Index("claims_open", "done_at", "claimed_at"),
)

threads = Table(
    "threads",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("thread_ts", String(32), primary_key=True),
    Column("engaged", Boolean, nullable=False),
    Column("expires_at", Double, nullable=False, index=True),
    sqlite_with_rowid=False,  # the primary key is most of a row
)

questions = Table(
    "questions",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("user_id", String(32), nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("asked_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False, index=True),
    Index("questions_thread", "team", "channel", "thread_ts"),
)

channel_settings = Table(
    "channel_settings",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("settings", Text, nullable=False),  # JSON, see bot.state.channels
    Column("changed_by", String(32), nullable=False),
    Column("changed_at", Double, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("answer_ts", String(64), primary_key=True),
    Column("user_id", String(32), primary_key=True, index=True),
    Column("verdict", String(16), nullable=False),  # helpful | not helpful
    Column("reason", String(16)),
    Column("passage_id", Text),  # the passage of the headline
    Column("question", Text),
    Column("correction", Text),
    Column("given_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False, index=True),
)

gaps = Table(
    "gaps",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("user_id", String(32), nullable=False, index=True),
    Column("kind", String(16), nullable=False),  # see bot.state.gaps
    Column("heading", Text, nullable=False),  # the nearest heading: words of the documents
    Column("words", Text),  # the missing words: words of the question
    Column("question", Text),
    Column("at", Double, nullable=False),
    Column("expires_at", Double, nullable=False, index=True),
)

escalations = Table(
    "escalations",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),  # where the asker is
    Column("thread_ts", String(32)),  # None: tell the asker in a direct message
    Column("user_id", String(32), nullable=False, index=True),
    Column("help_channel", String(32), nullable=False),
    Column("help_ts", String(32), nullable=False),
    Column("status", String(16), nullable=False),  # open | answered | resolved
    Column("opened_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False, index=True),
    Index("escalations_help", "team", "help_channel", "help_ts", unique=True),
)

pinned_answers = Table(
    "pinned_answers",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    # the collections that are searched where the question was asked, as JSON; "" for all. The column held terms, which
    # are worked out of the question now (bot.state.pins), and keeps its name: an earlier version, to which somebody may
    # go back, names it when it reads pinned answers, and finds none by what stands there now
    Column("terms", Text, key="collections", nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("author", String(32), nullable=False),
    Column("written_at", Double, nullable=False),
    Column("approved_by", String(32)),
    Column("approved_at", Double),
    Index("pinned_answers_terms", "team", "collections"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(128), primary_key=True),  # what one worker at a time may do
    Column("worker", String(64), nullable=False),
    Column("until", Double, nullable=False),
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("person", String(64), nullable=False),  # a digest, of a thread too: who was forgotten is named nowhere
    Column("at", Double, nullable=False, index=True),
)

# the workspaces that installed the app: the tables are the SDK's, so that its store reads and writes them
installations = SQLAlchemyInstallationStore.build_installations_table(
    metadata, SQLAlchemyInstallationStore.default_installations_table_name
)
bots = SQLAlchemyInstallationStore.build_bots_table(metadata, SQLAlchemyInstallationStore.default_bots_table_name)
oauth_states = SQLAlchemyOAuthStateStore.build_oauth_states_table(
    metadata, SQLAlchemyOAuthStateStore.default_table_name
)
