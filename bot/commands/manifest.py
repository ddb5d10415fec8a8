"""`citebot manifest`: what Slack's "From a manifest" asks for."""

import json

import click

from bot.slack.manifest import Shape, manifest, scopes


@click.command(
    epilog="""\b
Examples:
  citebot manifest > manifest.json
  citebot manifest --mention-only
  citebot manifest --reasons"""
)
@click.option("--mention-only", is_flag=True, help="Without the right to read channels: no follow-ups there.")
@click.option("--reasons", is_flag=True, help="Print each scope with its reason instead.")
def command(*, mention_only: bool, reasons: bool) -> None:
    """Print the manifest of the Slack app: exactly the scopes and events that citebot uses."""
    shape = Shape(mention_only=mention_only)
    if reasons:
        for scope, why in scopes(shape).items():
            click.echo(f"{scope:20} {why}")
        return
    click.echo(json.dumps(manifest(shape), ensure_ascii=False, indent=2))
