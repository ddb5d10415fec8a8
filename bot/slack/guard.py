"""Who may ask, where, and what: decided before anything is searched."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.person_names import Held
from bot.phi import identifiers, nothing_held
from bot.settings import Settings
from bot.slack import wording
from bot.slack.client import SlackClient
from bot.slack.delivery import call
from bot.slack.outcomes import Outcome
from bot.state.channels import ChannelSettings
from corpus.plurals import counted

LONGEST_QUESTION = 4_000  # characters; longer messages are pasted documents
_REMEMBERED = 600.0  # seconds that a person's standing is held
_PEOPLE = 10_000
_MINUTE = 60.0
NOBODY = ("user_not_found", "user_not_visible")  # what Slack says of somebody from another workspace


@dataclass(frozen=True, slots=True)
class Person:
    """What decides whether somebody may ask or set something."""

    guest: bool
    stranger: bool  # of another organisation
    administrator: bool
    name: str = ""
    known: bool = True  # False: Slack did not say
    gone: bool = False  # left, or is nobody in this workspace


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question is not answered, and what the person is told privately; "" says nothing."""

    reason: str
    told: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a question is asked."""

    team: str
    channel: str
    user: str
    shared: bool  # with another organisation
    direct: bool


_UNKNOWN = Person(guest=True, stranger=True, administrator=False, known=False)


class Guard:
    """Decides. Safe to share between threads. `held` tells which words are the collection's: those are no names."""

    def __init__(
        self, settings: Settings, clock: Callable[[], float] = time.monotonic, *, held: Held = nothing_held
    ) -> None:
        self._settings, self._clock, self._held = settings, clock, held
        self._people: OrderedDict[tuple[str, str], tuple[float, Person]] = OrderedDict()
        self._asked: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def refusal(
        self,
        scene: Scene,
        question: str,
        channel: ChannelSettings,
        client: SlackClient,
        *,
        posted: bool = True,
        asks: bool = True,
    ) -> Refusal | None:
        """Return why the question must not be answered; None if it may.

        `posted` is as in `text_refused`, `asks` as in `person_refused`.
        """
        if scene.shared and not self._settings.allow_shared_channels:
            return Refusal("shared channel", wording.SHARED_CHANNEL)
        return self.person_refused(scene, channel, client, asks=asks) or self.text_refused(question, posted=posted)

    def text_refused(self, question: str, *, posted: bool = False) -> Refusal | None:
        """Return why a text must not be searched or passed on; None if it may.

        `posted` is whether it is a message of the person's own, which they can delete.
        """
        if self._settings.patient_guard and (found := identifiers(question, self._held)):
            return Refusal("patient", wording.patient((kind.value for kind in found), posted=posted))
        if len(question) > LONGEST_QUESTION:
            return Refusal("too long", wording.TOO_LONG)
        return None

    def person_refused(
        self, scene: Scene, channel: ChannelSettings, client: SlackClient, *, asks: bool = True
    ) -> Refusal | None:
        """Return why somebody must not be shown anything now; None if they may. `asks` counts it as a question."""
        if channel.allowed_users and not scene.direct and scene.user not in channel.allowed_users:
            return Refusal("not allowed", wording.NOT_ALLOWED)
        person = self.person(scene.team, scene.user, client)
        if not person.known:
            return Refusal("unknown person", wording.UNKNOWN_PERSON)
        if person.stranger and not self._settings.allow_shared_channels:
            return Refusal("stranger", "")
        if person.guest and not self._settings.allow_guests:
            return Refusal("guest", wording.GUEST)
        return self.too_many(scene) if asks else None

    def too_many(self, scene: Scene) -> Refusal | None:
        """Count a question; return why it must not be answered if there were too many in the last minute."""
        if self._has_time(scene):
            return None
        limit = counted(self._settings.questions_per_minute, "question")
        return Refusal("too many", wording.TOO_MANY.format(limit=limit))

    def helper_refused(self, team: str, user: str, client: SlackClient) -> Refusal | None:
        """Return why somebody must not answer questions of ours in the place of the sources; None if they may."""
        if self._settings.allow_shared_channels:
            return None
        person = self.person(team, user, client)
        if not person.known:
            return Refusal("unknown person", wording.UNKNOWN_HELPER)
        return Refusal("stranger", wording.OUTSIDER) if person.stranger else None

    def _has_time(self, scene: Scene) -> bool:
        now = self._clock()
        with self._lock:
            times = self._asked.pop((scene.team, scene.user), deque())
            self._asked[scene.team, scene.user] = times
            if len(self._asked) > _PEOPLE:
                self._asked.popitem(last=False)
            while times and now - times[0] > _MINUTE:
                times.popleft()
            if len(times) >= self._settings.questions_per_minute:
                return False
            times.append(now)
            return True

    def person(self, team: str, user: str, client: SlackClient) -> Person:
        """Return what Slack says of somebody; strangers and guests are told apart from members."""
        now = self._clock()
        with self._lock:
            at, known = self._people.get((team, user), (0.0, None))
        if known is not None and now - at < _REMEMBERED:
            return known
        outcome, reply = call(client.users_info, user=user)
        if outcome is not Outcome.DONE and reply.get("error") not in NOBODY:
            return _UNKNOWN
        person = person_of(reply["user"], team) if reply.get("user") else replace(_UNKNOWN, gone=True)
        with self._lock:
            self._people[team, user] = (now, person)
            if len(self._people) > _PEOPLE:
                self._people.popitem(last=False)
        return person

    def is_administrator(self, team: str, user: str, client: SlackClient) -> bool:
        """Return whether somebody may change a channel's settings."""
        return user in self._settings.owners or self.person(team, user, client).administrator

    def is_owner(self, team: str, user: str, client: SlackClient) -> bool:
        """Return whether somebody is a knowledge owner: as the settings say, else an administrator."""
        return not self.owner_refused(team, user, client)

    def owners_in(self, team: str, client: SlackClient) -> tuple[str, ...]:
        """Return the owners of the settings that a workspace has; who Slack says nothing of now counts."""
        people = [(owner, self.person(team, owner, client)) for owner in self._settings.owners]
        return tuple(owner for owner, person in people if not (person.gone or (person.known and person.stranger)))

    def administrator_refused(self, team: str, user: str, client: SlackClient) -> str:
        """Return what somebody is told who must not change a channel's settings; "" if they may."""
        if user in self._settings.owners:
            return ""
        return self._unless_administrator(team, user, client, wording.ADMINISTRATORS_ONLY)

    def owner_refused(self, team: str, user: str, client: SlackClient) -> str:
        """Return what somebody is told who must not decide as a knowledge owner; "" if they may.

        Administrators may where their workspace has no owner: else nobody would see there what is missing.
        """
        if user in self._settings.owners:
            return ""
        refused = self._unless_administrator(team, user, client, wording.OWNERS_ONLY)
        return refused or (wording.OWNERS_ONLY if self.owners_in(team, client) else "")

    def _unless_administrator(self, team: str, user: str, client: SlackClient, words: str) -> str:
        """Return the words, "" for administrators; where Slack does not say who somebody is, that alone."""
        person = self.person(team, user, client)
        if not person.known:
            return wording.UNKNOWN_RIGHTS
        return "" if person.administrator else words

    def name(self, team: str, user: str, client: SlackClient) -> str:
        """Return a person's name without mentioning them, which would call them."""
        return (self.person(team, user, client).name if user else "") or "a colleague"


def person_of(user: Mapping[str, Any], team: str) -> Person:
    """Return somebody as Slack describes them, seen from a workspace."""
    teams = {user.get("team_id"), *(user.get("enterprise_user") or {}).get("teams", ())}
    stranger = bool(user.get("is_stranger")) or (user.get("team_id") is not None and team not in teams)
    return Person(
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        stranger=stranger,
        administrator=bool(user.get("is_admin") or user.get("is_owner")) and not stranger,
        gone=bool(user.get("deleted")),
        name=str((user.get("profile") or {}).get("display_name") or user.get("real_name") or ""),
    )
