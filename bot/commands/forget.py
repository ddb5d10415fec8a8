"""`citebot forget`: deletes what is known of a person who cannot do it in Slack any more."""

from contextlib import closing

import click

from bot.setting_loading import load_settings
from bot.setting_types import USER_ID
from bot.state.store import open_existing_state_of
from corpus.plurals import counted


@click.command(
    epilog="""\b
Example:
  citebot forget U012AB3CD"""
)
@click.argument("user")
def command(user: str) -> None:
    """Delete what is stored of a person, by the Slack user ID, as "Forget me" in the Home does."""
    if not USER_ID.fullmatch(user):
        raise click.BadParameter(f"{user!r} is no Slack user ID; expected one as in U012AB3CD", param_hint="USER")
    with closing(open_existing_state_of(load_settings())) as state:
        rows = state.forget(None, user)
    click.echo(f"Deleted {counted(rows, 'entry')} of {user}.")
    click.echo("What a bot that runs holds of them in its memory goes within half a minute.")
