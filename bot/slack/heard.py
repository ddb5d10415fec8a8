"""What a person typed, out of what Slack sends."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.slack.inert import unescaped
from index.questions.interrogatives import INTERROGATIVES

# "<" within a mark is escaped; to look for the end of one beyond the next would take minutes over thousands of them
_MARKUP = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
# emoji as Slack writes them, alone or in a row, with a tone of skin; times and ratios (10:30:15) are none
_EMOJI = re.compile(r"(?<![\w:])(?::[a-z0-9_+'-]+:)+(?!\w)")
_MARKED = re.compile(f"{_MARKUP.pattern}|{_EMOJI.pattern}")
_SAID = (None, "file_share", "thread_broadcast")  # a file may come with a question, a reply go to the channel too
_FORGETS = re.compile(
    r"\W*(?:(?:can|could|would|will) you )?(?:please )?(?:forget me|(?:forget|delete|erase|remove) (?:all )?(?:of )?"
    r"(?:my (?:own )?(?:data|questions|history|information)"
    r"|(?:everything|all|what) (?:(?:that )?you (?:know|have|keep|store|stored)(?: (?:of|about|on))|of|about|on) me))"
    r"(?: please)?\W*",
    re.IGNORECASE,
)
_OWN_DATA = re.compile(
    r"\W*(?:how (?:do|can|could) i (?:delete|erase|remove|see) my (?:own )?(?:data|questions|history|information)"
    r"|what (?:data |information )?(?:do|did|have) you (?:know|keep|kept|stored?|save|have) (?:of|about|on) me)\W*",
    re.IGNORECASE,
)
SETTINGS = "settings"  # a word of the command
_STOPS = frozenset({"stop", "stop please", "please stop", "stop it", "be quiet"})


def question_of(text: str | None) -> str:
    """Return the words of a message: without mentions and emoji, links as shown, the three characters unescaped."""
    return _said(text or "", _shown)


def question_in(message: Mapping[str, Any]) -> str:
    """Return the words of a message, behind those of messages that are forwarded with it: they may point to these."""
    forwarded = (share.get("text") for share in forwarded_in(message))
    return question_of("\n".join(filter(None, [*forwarded, message.get("text")])))


def forwarded_in(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the messages that are forwarded with one; the preview of a link is none."""
    return [attached for attached in message.get("attachments") or [] if attached.get("is_share")]


def brings_files(message: Mapping[str, Any]) -> bool:
    """Return whether files came with a message, or with one that is forwarded with it."""
    return any(one.get("files") for one in (message, *forwarded_in(message)))


def lines_of(text: str | None) -> str:
    """Return the words of a message in the lines that they stand in; behind those of a link stands its address."""
    return "\n".join(filter(None, (_said(line, _with_address) for line in (text or "").splitlines())))


def _said(text: str, link: Callable[[str, str], str]) -> str:
    """Return a text without mentions and emoji; `link` says a link's address and words."""

    def words(found: re.Match[str]) -> str:
        sign, target, shown = found.groups()
        if target is None or sign in ("@", "!"):  # emoji, a mention
            return " "
        if sign == "#":
            return f"#{shown}" if shown else " "
        return link(target, _EMOJI.sub(" ", shown or ""))

    return " ".join(unescaped(_MARKED.sub(words, text)).split())


def _shown(target: str, words: str) -> str:
    return words or _plain(target)


def _with_address(target: str, words: str) -> str:
    address = _plain(target)
    if not words or words in (address, re.sub("^https?://", "", address).rstrip("/")):
        return words or address
    return f"{words} ({address})"


def _plain(target: str) -> str:
    return target.removeprefix("mailto:").removeprefix("tel:")


def mentions(text: str | None, user: str | None) -> bool:
    """Return whether a message mentions somebody."""
    return bool(user) and f"<@{user}" in (text or "")


def is_for_others(text: str | None) -> bool:
    """Return whether a message that does not mention us mentions people or a group of them."""
    return "<@" in (text or "") or "<!subteam^" in (text or "")


def asks_to_stop(question: str) -> bool:
    """Return whether a message ends the conversation in its thread."""
    return re.sub(r"[^\w\s]", "", question).strip().lower() in _STOPS


def asks_to_be_forgotten(question: str) -> bool:
    """Return whether a message asks for nothing but that what is known of its writer be deleted."""
    return _FORGETS.fullmatch(question) is not None


def asks_about_own_data(question: str) -> bool:
    """Return whether a message asks for nothing but what is known of its writer, or how that is deleted."""
    return asks_to_be_forgotten(question) or _OWN_DATA.fullmatch(question) is not None


def looks_like_question(question: str) -> bool:
    """Return whether what people say among each other is a question at all."""
    return question.rstrip().endswith("?") or bool(_ASKING.match(question))


_ASKING = re.compile(  # not "was", "did" or "will", with which people tell of themselves: "did that yesterday"
    rf"(?:(?:and|but|so|or|also)\W+)?(?:{INTERROGATIVES}|is|are|can|could|does|do|should|would|has|have|may|must)\b"
    r"(?:\W+\w+){2,}",
    re.IGNORECASE,
)


def is_gone(message: Mapping[str, Any]) -> bool:
    """Return whether a message is what Slack puts in the place of one that was deleted and has replies."""
    return message.get("subtype") == "tombstone"


def from_person(event: Mapping[str, Any]) -> bool:
    """Return whether an event is a person's own new message: no bot's, no edit, no notice."""
    if event.get("bot_id") or event.get("bot_profile") or event.get("hidden"):
        return False
    return event.get("subtype") in _SAID and bool(event.get("user")) and bool(event.get("ts"))
