"""`citebot manifest`: what Slack's "From a manifest" asks for."""

import json

import click

from bot.setting_types import web_address
from bot.slack.manifest import Shape, manifest, scopes


def _checked(_: click.Context, __: click.Parameter, url: str) -> str:
    try:
        if url and not web_address(url).startswith("https://"):
            raise ValueError("Slack calls no other")
    except ValueError as error:
        expected = "expected an address that begins with https:// and names a host, as Slack asks for"
        raise click.BadParameter(expected) from error
    return url


@click.command(
    epilog="""\b
Examples:
  citebot manifest > manifest.json
  citebot manifest --mention-only
  citebot manifest --url https://citebot.example.org
  citebot manifest --url https://citebot.example.org --several-workspaces --token-rotation
  citebot manifest --reasons"""
)
@click.option("--mention-only", is_flag=True, help="Without the right to read channels: no follow-ups there.")
@click.option("--url", default="", callback=_checked, help="HTTP mode, behind this address.")
@click.option("--socket-mode", is_flag=True, help="With --url: Socket Mode all the same; the address is to install at.")
@click.option("--several-workspaces", is_flag=True, help="Workspaces install the app at URL/slack/install.")
@click.option("--token-rotation", is_flag=True, help="With --several-workspaces: tokens that end after twelve hours.")
@click.option("--reasons", is_flag=True, help="Print each scope with its reason instead.")
def command(
    *, mention_only: bool, url: str, socket_mode: bool, several_workspaces: bool, token_rotation: bool, reasons: bool
) -> None:
    """Print the manifest of the Slack app: exactly the scopes and events that citebot uses."""
    if several_workspaces and not url:
        raise click.UsageError("--several-workspaces needs --url, where the workspaces install the app")
    if token_rotation and not several_workspaces:
        raise click.UsageError("--token-rotation needs --several-workspaces; Slack cannot take the choice back")
    shape = Shape(url, socket_mode, mention_only, several_workspaces, token_rotation)
    if reasons:
        for scope, why in scopes(shape).items():
            click.echo(f"{scope:20} {why}")
        return
    click.echo(json.dumps(manifest(shape), ensure_ascii=False, indent=2))
