"""The settings of a channel: a form for administrators."""

from collections.abc import Iterator, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.setting_types import GROUP_ID
from bot.slack import wording
from bot.slack.audience import is_open, seen_by_others
from bot.slack.client import SlackClient
from bot.slack.forms import channel_menu, choice, field, given, metadata_of, modal, option, text_input
from bot.slack.interaction import Click, click_of, open_view, tell
from bot.slack.listeners.clicking import failed_form, on_click, on_form
from bot.slack.rich import Block, line, rich, section, text
from bot.slack.service import Service
from bot.state.channels import ChannelSettings

CALLBACK, CHOOSE, CHOSEN = "channel_settings", "choose_channel", "chosen_channel"
_SWITCHES = {
    "every_question": "Answer every question that the sources answer, not only mentions",
    "private": "Show answers to the asker alone",
    "follow_ups": "Answer follow-ups in a thread without a new mention",
}
_MOST_COLLECTIONS = 100  # options that a menu can hold
_LONGEST_VALUE = 150  # of an option
_NO_COLLECTION = "/"  # in an option, which must not be empty; no folder has that name
_LONGEST_ID = 32


def register(app: App, service: Service) -> None:
    """Listen to the form, and to the button in App Home that asks for a channel first."""

    def choose(click: Click, client: SlackClient) -> None:
        open_settings(service, click, "", client)

    def chosen(ack: Ack, body: Mapping[str, Any]) -> None:
        # who may was asked before this form was opened and is asked again at the end: to ask Slack here may take longer
        # than the three seconds in which the next form has to be named
        view = body["view"]
        try:
            form = settings_view(service, click_of(body).team, given(view, "channel"))
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told and no text reaches the log
            ack(response_action="errors", errors=failed_form(CHOSEN, view, error))
            return
        ack(response_action="update", view=form)

    def save(click: Click, client: SlackClient) -> None:
        _save(service, click, client)

    app.action(CHOOSE)(on_click(CHOOSE, choose))
    app.view(CHOSEN)(chosen)
    app.view(CALLBACK)(on_form(CALLBACK, save, _errors))


def open_settings(service: Service, click: Click, channel: str, client: SlackClient) -> None:
    """Open the form for a channel, to those who may; without one, as in a direct message, that which asks for it."""
    if refused := service.guard.administrator_refused(click.team, click.user, client):
        tell(click, client, refused)
        return
    open_view(
        click, client, _channels() if click.direct or not channel else settings_view(service, click.team, channel)
    )


def _channels() -> Block:
    return modal(CHOSEN, "Channel settings", [field("channel", "Channel", channel_menu())], submit="Next")


def settings_view(service: Service, team: str, channel: str) -> Block:
    """Return the form with the channel's settings as they are."""
    settings = service.state.channels.of(team, channel)
    named = section(text("Settings of "), {"type": "channel", "channel_id": channel}, text("\n"))
    blocks = [rich(named, line(wording.HERE_ALONE, italic=True)), *_collections(service, settings)]
    switches = [option(words, name) for name, words in _SWITCHES.items()]
    on = [name for name in _SWITCHES if getattr(settings, name)]
    blocks.append(field("switches", "Answers", choice("checkboxes", switches, on), optional=True))
    helpers = channel_menu(settings.help_channel, unshared=True)
    blocks += [
        _people("allowed_users", "Who may ask (nobody chosen: everybody)", settings.allowed_users),
        field("help_channel", "Where “Ask a person” posts", helpers, optional=True),
        _people("help_person", "Who is called there", (settings.help_group,) if settings.help_group else (), one=True),
        _group(settings.help_group),
    ]
    return modal(CALLBACK, "Channel settings", blocks, submit="Save", metadata={"c": channel})


def _collections(service: Service, settings: ChannelSettings) -> Iterator[Block]:
    """Yield the menu of collections, if there are any."""
    # what is chosen stays to choose although the index does not hold it now: saving would open the others
    known = {**dict.fromkeys(settings.collections), **dict.fromkeys(service.knowledge.holdings())}
    fitting = [name for name in known if len(name) <= _LONGEST_VALUE][:_MOST_COLLECTIONS]
    if not any(fitting):
        return
    options = [option(name, name) for name in sorted(filter(None, fitting))]
    options += [option("in no collection", _NO_COLLECTION)] if "" in fitting else []
    menu = choice("multi_static_select", options, [name or _NO_COLLECTION for name in settings.collections])
    left = len(known) - len(fitting)
    hint = (
        f"{left} more are not listed: Slack takes {_MOST_COLLECTIONS}, with names that are not too long."
        if left
        else ""
    )
    yield field("collections", "Collections (none chosen: all)", menu, optional=True, hint=hint)


def _chosen_collections(view: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple("" if name == _NO_COLLECTION else name for name in given(view, "collections") or ())


def _people(block_id: str, label: str, chosen: tuple[str, ...], *, one: bool = False) -> Block:
    element: Block = {"type": "users_select" if one else "multi_users_select"}
    people = [user for user in chosen if user.startswith(("U", "W"))]
    if people:
        element |= {"initial_user": people[0]} if one else {"initial_users": people}
    return field(block_id, label, element, optional=True)


def _group(chosen: str) -> Block:
    """Return the field for a user group: Slack has no menu of those, and their names need one more scope."""
    element = text_input(chosen if GROUP_ID.fullmatch(chosen) else "", multiline=False, longest=_LONGEST_ID)
    hint = "Its ID, as in S012AB3CD: the group's page in Slack has it under “Copy group ID”."
    return field("help_group", "Or a user group that is called there", element, optional=True, hint=hint)


def _errors(view: Mapping[str, Any]) -> dict[str, str]:
    group = (given(view, "help_group") or "").strip()
    if group and not GROUP_ID.fullmatch(group):
        return {"help_group": wording.NO_GROUP}
    return {"help_group": wording.PERSON_OR_GROUP} if group and given(view, "help_person") else {}


def _save(service: Service, click: Click, client: SlackClient) -> None:
    if refused := service.guard.administrator_refused(click.team, click.user, client):
        tell(click, client, refused)
        return
    view = click.view
    channel = metadata_of(view)["c"]
    on = given(view, "switches") or []
    settings = ChannelSettings(
        collections=_chosen_collections(view),
        every_question="every_question" in on,
        private="private" in on,
        follow_ups="follow_ups" in on,
        allowed_users=tuple(given(view, "allowed_users") or ()),
        help_channel=given(view, "help_channel") or "",
        help_group=given(view, "help_person") or (given(view, "help_group") or "").strip(),
    )
    service.state.channels.change(click.team, channel, settings, click.user)
    tell(click, client, f"{wording.SAVED} {_unreachable(service, settings.help_channel, client)}".rstrip())


def _unreachable(service: Service, helpers: str, client: SlackClient) -> str:
    """Return what is told of a channel for questions to a person that cannot be posted in; "" for others."""
    if helpers and not is_open(helpers, client):
        return wording.NO_HELP_THERE
    shared = helpers and not service.settings.allow_shared_channels and seen_by_others(helpers, client)
    return wording.HELP_WOULD_BE_SHARED if shared else ""
