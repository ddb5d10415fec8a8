"""/cite: an answer for the asker alone, with Share; and help, settings, forget me."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.metrics import QUESTIONS, REFUSALS
from bot.slack import wording
from bot.slack.client import SlackClient
from bot.slack.handles import QUESTION, Asked
from bot.slack.heard import SETTINGS, asks_about_own_data, asks_to_be_forgotten, question_of
from bot.slack.interaction import Click, answer_alone
from bot.slack.listeners.channel import open_settings
from bot.slack.listeners.clicking import acknowledge, do
from bot.slack.manifest import COMMAND
from bot.slack.messages import Message
from bot.slack.service import Service
from corpus.plurals import counted

_AROUND = " .!“”\"'"  # what people write around a command's word


def register(app: App, service: Service) -> None:
    """Listen to the slash command."""

    def on_command(ack: Ack, body: Mapping[str, Any], client: SlackClient) -> None:
        acknowledge(COMMAND, ack)
        words = question_of(body.get("text"))
        work = _work_for(words)
        do(COMMAND, lambda click, client: work(service, click, words, client), _click(body), client)

    app.command(COMMAND)(on_command)


def _work_for(words: str) -> Callable[[Service, Click, str, SlackClient], None]:
    """Return what is done for the words behind the command."""
    if words.lower().strip(_AROUND) == SETTINGS:
        return _settings
    if asks_to_be_forgotten(words):
        return _forget
    return _tell_how if asks_about_own_data(words) else _answer


def _click(body: Mapping[str, Any]) -> Click:
    return Click(
        team=body["team_id"],
        user=body["user_id"],
        channel=body["channel_id"],
        message_ts="",
        thread_ts=None,
        private=True,
        value="",
        trigger_id=body["trigger_id"],
        response_url=body["response_url"],
        view={},
        metadata={},
    )


def _answer(service: Service, click: Click, words: str, client: SlackClient) -> None:
    """Answer for the asker alone, which works in channels that we are not in."""
    channel = service.state.channels.of(click.team, click.channel)
    if refusal := service.guard.refusal(click.scene, words, channel, client, posted=False):
        REFUSALS.labels(refusal.reason).inc()
        answer_alone(click, client, Message(refusal.told or wording.GUEST, []))
        return
    asked = Asked(words, collections=channel.collections, over=QUESTION)  # Slack shows no command that was typed
    answer = service.find(asked)
    QUESTIONS.labels("command", answer.status.value).inc()
    if refusal := service.without_documents(click.team, asked, answer):
        answer_alone(click, client, Message(refusal.told, []))
        return
    offer = service.offer(click.team, channel, share=True)
    answer_alone(click, client, service.message(click.scene, asked, answer, offer, client))
    service.note_gap(click.scene, asked, answer)
    service.keep_alone(click.scene, words, answer)


def _settings(service: Service, click: Click, _: str, client: SlackClient) -> None:
    open_settings(service, click, click.channel, client)


def _tell_how(_: Service, click: Click, __: str, client: SlackClient) -> None:
    answer_alone(click, client, Message(wording.HOW_TO_BE_FORGOTTEN.format(command=COMMAND), []))


def _forget(service: Service, click: Click, _: str, client: SlackClient) -> None:
    rows = service.state.forget(click.team, click.user)
    answer_alone(click, client, Message(wording.FORGOTTEN.format(entries=counted(rows, "entry")), []))
