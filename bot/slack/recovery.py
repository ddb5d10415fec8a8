"""Takes over questions whose workers died. The state holds where a question stands; Slack is asked what it says."""

import logging
from collections.abc import Callable

from slack_sdk import WebClient

from bot.logs import bind_request
from bot.metrics import CLAIMS
from bot.slack import wording
from bot.slack.delivery import post
from bot.slack.heard import question_of
from bot.slack.reception import Incoming, Reception
from bot.slack.traces import trace
from bot.state.claims import Place

log = logging.getLogger(__name__)

_QUESTIONS = frozenset({"mention", "direct", "follow-up", "open"})


class Recovery:
    """Answers what others left. `client_for` gives the client for a team, None if it uninstalled the app."""

    def __init__(self, reception: Reception, client_for: Callable[[str], WebClient | None]) -> None:
        self._reception, self._client_for = reception, client_for

    def take_over(self) -> None:
        """Answer every question that is claimed by a worker which shows no sign of life."""
        for place in self._reception.state.claims.take_over():
            bind_request()
            CLAIMS.labels("taken over").inc()
            log.warning("claim taken over", extra={"way": place.way})
            client = self._client_for(place.team)
            if client is None or place.way not in _QUESTIONS:
                self._reception.state.claims.finish(place)  # a click can be repeated by the person who made it
            else:
                self._answer(place, client)

    def _answer(self, place: Place, client: WebClient) -> None:
        found = trace(place, client)
        if found is not None and not found.answered and found.question is not None:
            self._reception.serve(Incoming(place, question_of(found.question)), client)
            return
        if found is None and place.way != "open":
            thread = place.thread_ts if place.way == "direct" else place.thread_ts or place.ts
            post(client, channel=place.channel, thread_ts=thread, text=wording.INTERRUPTED, blocks=[])
        self._reception.state.claims.finish(place)
