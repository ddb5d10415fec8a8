"""The parts of modals, and what people put into them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.slack.handles import packed
from bot.slack.inert import shortened
from bot.slack.limits import MAX_METADATA, MAX_MODAL_TITLE
from bot.slack.rich import Block

INPUT = "value"  # the action_id of every input: the block_id names it


def plain(words: str) -> Block:
    """Return a plain text object."""
    return {"type": "plain_text", "text": words, "emoji": False}


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str = "",
    metadata: Mapping[str, object] | None = None,
) -> Block:
    """Return a modal; `metadata` comes back with it."""
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(shortened(title, MAX_MODAL_TITLE)),
        "close": plain("Cancel" if submit else "Close"),
        "blocks": list(blocks),
    }
    if submit:
        view["submit"] = plain(submit)
    if metadata is not None:
        view["private_metadata"] = packed(metadata)
    return view


def fits(metadata: Mapping[str, object]) -> bool:
    """Return whether a view can carry it."""
    return len(packed(metadata)) <= MAX_METADATA


def field(block_id: str, label: str, element: Block, *, optional: bool = False, hint: str = "") -> Block:
    """Return an input with its label."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {**element, "action_id": INPUT},
        "optional": optional,
    }
    return {**block, "hint": plain(hint)} if hint else block


def text_input(initial: str = "", *, multiline: bool = True, longest: int = 2_000) -> Block:
    """Return a field for text."""
    element: Block = {"type": "plain_text_input", "multiline": multiline, "max_length": longest}
    return {**element, "initial_value": initial[:longest]} if initial else element


def option(words: str, value: str) -> Block:
    """Return one of several choices."""
    return {"text": plain(shortened(words, 75)), "value": value}


def choice(kind: str, options: Sequence[Block], chosen: Sequence[str] = ()) -> Block:
    """Return radio buttons, checkboxes or a menu with what is chosen at first."""
    element: Block = {"type": kind, "options": list(options)}
    initial = [found for found in options if found["value"] in chosen]
    if not initial:
        return element
    return {**element, "initial_options": initial} if kind in _SEVERAL else {**element, "initial_option": initial[0]}


_SEVERAL = frozenset({"checkboxes", "multi_static_select"})


def channel_menu(chosen: str = "", *, unshared: bool = False) -> Block:
    """Return a menu of channels; `unshared` leaves out those that people of another organisation are in."""
    kinds: dict[str, object] = {"include": ["public", "private"]}
    if unshared:
        kinds["exclude_external_shared_channels"] = True
    element: Block = {"type": "conversations_select", "filter": kinds}
    return {**element, "initial_conversation": chosen} if chosen else element


def given(view: Mapping[str, Any], block_id: str) -> Any:  # noqa: ANN401 - of whatever type the input has
    """Return what was put into an input: a text, an id, or a list of them; None for nothing."""
    state = view["state"]["values"].get(block_id, {}).get(INPUT, {})
    if "selected_options" in state:
        return [chosen["value"] for chosen in state["selected_options"] or []]
    if "selected_option" in state:
        return (state["selected_option"] or {}).get("value")
    for name in ("value", "selected_users", "selected_user", "selected_conversation"):
        if name in state:
            return state[name]
    return None


def metadata_of(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the view was opened with."""
    found: dict[str, Any] = json.loads(view.get("private_metadata") or "{}")
    return found
