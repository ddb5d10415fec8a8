"""An independent check of Block Kit: types, keys and limits, written from Slack's documents and not from our code."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

MESSAGE_CHARACTERS = 11_000  # 11,341 were refused by the live service
_MESSAGE_BLOCKS, _VIEW_BLOCKS = 50, 100

Json = Mapping[str, Any]
Problems = Iterator[str]


def message_problems(blocks: object) -> list[str]:
    """Return what Slack would refuse in a message's blocks."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return ["blocks: not a list of objects"]
    found = list(_blocks(blocks, _MESSAGE_BLOCKS, _IN_MESSAGE))
    if characters(blocks) > MESSAGE_CHARACTERS:
        found.append(f"blocks: {characters(blocks)} characters")
    return found


def metadata_problems(metadata: object) -> list[str]:
    """Return what Slack would refuse in a message's metadata: values are plain, objects of those, or lists of such."""
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        return ["metadata: not a type and a payload"]
    values = metadata["event_payload"].items()
    return [f"metadata.{name}: {type(value).__name__}" for name, value in values if not _is_told(value)]


def _is_told(value: object) -> bool:
    objects = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
    plain = all(isinstance(one, dict) and all(map(_is_plain, one.values())) for one in objects)
    return _is_plain(value) or (isinstance(value, list | dict) and plain)


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float | bool)


def view_problems(view: object) -> list[str]:
    """Return what Slack would refuse in a modal or home view."""
    if not isinstance(view, dict):
        return ["view: not an object"]
    return list(_view(view))


def characters(value: object) -> int:
    """Return the characters of texts, values and addresses in a payload."""
    if isinstance(value, dict):
        return sum(len(v) if k in _COUNTED and isinstance(v, str) else characters(v) for k, v in value.items())
    return sum(map(characters, value)) if isinstance(value, list) else 0


_COUNTED = frozenset({"text", "value", "url", "alt_text", "description"})


def _view(view: Json) -> Problems:
    kind = view.get("type")
    keys = {"type", "title", "blocks", "close", "submit", "private_metadata", "callback_id", "clear_on_close"}
    yield from _keys(view, keys | {"notify_on_close", "external_id"}, {"type", "blocks"}, "view")
    if kind not in ("modal", "home"):
        yield f"view: type {kind}"
    if kind == "modal":
        yield from _plain(view.get("title"), 24, "view.title")
    for part in ("submit", "close"):
        if part in view:
            yield from _plain(view[part], 24, f"view.{part}")
    yield from _length(view.get("private_metadata", ""), 3_000, "view.private_metadata")
    yield from _length(view.get("callback_id", ""), 255, "view.callback_id")
    blocks = view.get("blocks", [])
    yield from _blocks(blocks, _VIEW_BLOCKS, _IN_VIEW)
    if any(block.get("type") == "input" for block in blocks) and kind == "modal" and "submit" not in view:
        yield "view: inputs without a submit button"


def _blocks(blocks: Sequence[Json], limit: int, allowed: frozenset[str]) -> Problems:
    if len(blocks) > limit:
        yield f"{len(blocks)} blocks, at most {limit}"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "a block_id twice"
    for i, block in enumerate(blocks):
        kind = block.get("type")
        where = f"blocks[{i}] {kind}"
        if kind not in allowed or kind not in _BLOCKS:
            yield f"{where}: not allowed here"
            continue
        yield from _length(block.get("block_id", "x"), 255, f"{where}.block_id", least=1)
        yield from _BLOCKS[kind](block, where)


def _section(block: Json, where: str) -> Problems:
    yield from _keys(block, {"type", "block_id", "text", "fields", "accessory", "expand"}, {"type"}, where)
    if "text" not in block and "fields" not in block:
        yield f"{where}: neither text nor fields"
    if "text" in block:
        yield from _text(block["text"], 3_000, f"{where}.text")
    fields = block.get("fields", [])
    if len(fields) > 10:
        yield f"{where}: {len(fields)} fields"
    for field in fields:
        yield from _text(field, 2_000, f"{where}.fields")
    if "accessory" in block:
        yield from _element(block["accessory"], f"{where}.accessory")


def _header(block: Json, where: str) -> Problems:
    yield from _keys(block, {"type", "block_id", "text", "level"}, {"type", "text"}, where)
    yield from _plain(block.get("text"), 150, f"{where}.text")


def _divider(block: Json, where: str) -> Problems:
    yield from _keys(block, {"type", "block_id"}, {"type"}, where)


def _context(block: Json, where: str) -> Problems:
    yield from _keys(block, {"type", "block_id", "elements"}, {"type", "elements"}, where)
    yield from _count(block.get("elements", []), 10, where)
    for element in block.get("elements", []):
        yield from _text(element, 3_000, f"{where}.elements")


def _actions(block: Json, where: str) -> Problems:
    yield from _interactive(block, where, 25, frozenset({"button", "overflow", "static_select", "users_select"}))


def _context_actions(block: Json, where: str) -> Problems:
    yield from _interactive(block, where, 5, frozenset({"feedback_buttons", "icon_button"}))


def _interactive(block: Json, where: str, limit: int, allowed: frozenset[str]) -> Problems:
    yield from _keys(block, {"type", "block_id", "elements"}, {"type", "elements"}, where)
    elements = block.get("elements", [])
    yield from _count(elements, limit, where)
    ids = [element.get("action_id") for element in elements]
    if len(ids) != len(set(ids)):
        yield f"{where}: an action_id twice"
    for element in elements:
        if element.get("type") not in allowed:
            yield f"{where}: element {element.get('type')}"
        yield from _element(element, where)


def _input(block: Json, where: str) -> Problems:
    keys = {"type", "block_id", "label", "element", "hint", "optional", "dispatch_action"}
    yield from _keys(block, keys, {"type", "label", "element"}, where)
    yield from _plain(block.get("label"), 2_000, f"{where}.label")
    if "hint" in block:
        yield from _plain(block["hint"], 2_000, f"{where}.hint")
    yield from _element(block.get("element", {}), where)


def _image(block: Json, where: str) -> Problems:
    yield from _keys(block, {"type", "block_id", "image_url", "alt_text", "title"}, {"type", "alt_text"}, where)


def _rich_text(block: Json, where: str) -> Problems:
    yield from _keys(block, {"type", "block_id", "elements"}, {"type", "elements"}, where)
    if not block.get("elements"):
        yield f"{where}: no elements"
    for element in block.get("elements", []):
        kind = element.get("type")
        here = f"{where}.{kind}"
        if kind == "rich_text_list":
            yield from _keys(element, {"type", "style", "elements", "indent", "offset", "border"}, {"style"}, here)
            for item in element.get("elements", []):
                yield from _runs(item, here)
        elif kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
            yield from _runs(element, here)
        else:
            yield f"{here}: unknown"


def _runs(element: Json, where: str) -> Problems:
    yield from _keys(element, {"type", "elements", "border"}, {"type", "elements"}, where)
    if not element.get("elements"):
        yield f"{where}: no elements"
    for run in element.get("elements", []):
        yield from _run(run, where)


def _run(run: Json, where: str) -> Problems:
    kind = str(run.get("type"))
    keys = _RUNS.get(kind)
    if keys is None:
        yield f"{where}: run of type {kind}"
        return
    yield from _keys(run, keys | {"type"}, {"type"}, f"{where}.{kind}")
    if kind == "text":
        yield from _length(run.get("text"), 10_000, f"{where}.text", least=1)
    if kind == "user":
        yield from _length(run.get("user_id"), 255, f"{where}.user_id", least=1)
    if kind == "link":
        yield from _url(run.get("url"), where)
    style = run.get("style", {})
    if not isinstance(style, dict) or set(style) - {"bold", "italic", "strike", "code", "highlight", "underline"}:
        yield f"{where}: style {style}"


_RUNS = {
    "text": {"text", "style"},
    "link": {"url", "text", "style", "unsafe"},
    "user": {"user_id", "style"},
    "usergroup": {"usergroup_id", "style"},
    "channel": {"channel_id", "style"},
    "emoji": {"name", "style", "unicode"},
    "date": {"timestamp", "format", "url", "fallback"},
}


def _element(element: Json, where: str) -> Problems:
    kind = str(element.get("type"))
    here = f"{where}.{kind}"
    keys = _ELEMENTS.get(kind)
    if keys is None:
        yield f"{here}: unknown element"
        return
    yield from _keys(element, keys | {"type", "action_id"}, {"type"}, here)
    yield from _length(element.get("action_id", "x"), 255, f"{here}.action_id", least=1)
    if kind == "button":
        yield from _button(element, here)
    elif kind == "feedback_buttons":
        for side in ("positive_button", "negative_button"):
            yield from _keys(element.get(side, {}), {"text", "value", "accessibility_label"}, {"text", "value"}, here)
            yield from _button(element.get(side, {}), f"{here}.{side}")
    if "placeholder" in element:
        yield from _plain(element["placeholder"], 150, f"{here}.placeholder")
    yield from _options(element, here)
    if kind == "plain_text_input":
        yield from _length(element.get("initial_value", ""), 3_000, f"{here}.initial_value")


def _button(button: Json, where: str) -> Problems:
    yield from _plain(button.get("text"), 75, f"{where}.text")
    yield from _length(button.get("value", ""), 2_000, f"{where}.value")
    yield from _length(button.get("accessibility_label", ""), 75, f"{where}.accessibility_label")
    if button.get("style", "primary") not in ("primary", "danger"):
        yield f"{where}: style {button['style']}"
    if "url" in button:
        yield from _url(button["url"], where)
    if "confirm" in button:
        yield from _confirm(button["confirm"], f"{where}.confirm")


def _confirm(confirm: Json, where: str) -> Problems:
    yield from _keys(confirm, {"title", "text", "confirm", "deny", "style"}, {"title", "text"}, where)
    yield from _plain(confirm.get("title"), 100, where)
    yield from _text(confirm.get("text"), 300, where)
    for part in ("confirm", "deny"):
        if part in confirm:
            yield from _plain(confirm[part], 30, where)


def _options(element: Json, where: str) -> Problems:
    options = element.get("options")
    if options is None:
        if str(element.get("type")) in ("static_select", "multi_static_select", "radio_buttons", "checkboxes"):
            yield f"{where}: no options"
        return
    few = element.get("type") in ("radio_buttons", "checkboxes")
    limit = {"overflow": 5}.get(str(element.get("type")), 10 if few else 100)
    yield from _count(options, limit, where)
    for option in options:
        yield from _keys(option, {"text", "value", "description", "url"}, {"text", "value"}, where)
        yield from _text(option.get("text"), 75, f"{where}.option")
        yield from _length(option.get("value"), 150, f"{where}.option.value", least=1)
    initial = element.get("initial_options", [element["initial_option"]] if "initial_option" in element else [])
    if any(option not in options for option in initial):
        yield f"{where}: an initial option that is none of the options"
    if element.get("initial_options") == []:
        yield f"{where}: empty initial_options"


_SELECT = {"placeholder", "focus_on_load", "confirm"}
_ELEMENTS = {
    "button": {"text", "value", "url", "style", "confirm", "accessibility_label"},
    "feedback_buttons": {"positive_button", "negative_button"},
    "overflow": {"options", "confirm"},
    "static_select": _SELECT | {"options", "initial_option"},
    "multi_static_select": _SELECT | {"options", "initial_options", "max_selected_items"},
    "users_select": _SELECT | {"initial_user"},
    "multi_users_select": _SELECT | {"initial_users", "max_selected_items"},
    "conversations_select": _SELECT
    | {"initial_conversation", "default_to_current_conversation", "filter", "response_url_enabled"},
    "radio_buttons": {"options", "initial_option", "focus_on_load", "confirm"},
    "checkboxes": {"options", "initial_options", "focus_on_load", "confirm"},
    "plain_text_input": {"multiline", "min_length", "max_length", "initial_value", "placeholder", "focus_on_load"},
}


def _text(value: object, limit: int, where: str) -> Problems:
    if not isinstance(value, dict) or value.get("type") not in ("plain_text", "mrkdwn"):
        yield f"{where}: no text object"
        return
    allowed = {"type", "text", "emoji"} if value["type"] == "plain_text" else {"type", "text", "verbatim"}
    yield from _keys(value, allowed, {"type", "text"}, where)
    yield from _length(value.get("text"), limit, where, least=1)


def _plain(value: object, limit: int, where: str) -> Problems:
    yield from _text(value, limit, where)
    if isinstance(value, dict) and value.get("type") == "mrkdwn":
        yield f"{where}: mrkdwn where plain text is asked for"


def _keys(value: Json, allowed: set[str], required: set[str], where: str) -> Problems:
    if unknown := set(value) - allowed:
        yield f"{where}: unknown keys {sorted(unknown)}"
    if missing := required - set(value):
        yield f"{where}: missing keys {sorted(missing)}"


def _length(value: object, limit: int, where: str, *, least: int = 0) -> Problems:
    if not isinstance(value, str) or not least <= len(value) <= limit:
        yield f"{where}: {len(value) if isinstance(value, str) else value!r}, expected {least} to {limit} characters"


def _count(values: Sequence[object], limit: int, where: str) -> Problems:
    if not 1 <= len(values) <= limit:
        yield f"{where}: {len(values)} elements, expected 1 to {limit}"


def _url(value: object, where: str) -> Problems:
    yield from _length(value, 3_000, f"{where}.url", least=1)
    if not isinstance(value, str) or urlsplit(value).scheme not in ("https", "http"):
        yield f"{where}.url: no web address"


_BLOCKS: Mapping[str, Callable[[Json, str], Problems]] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "input": _input,
    "image": _image,
    "rich_text": _rich_text,
}
_IN_MESSAGE = frozenset(_BLOCKS) - {"input"}
_IN_VIEW = frozenset(_BLOCKS) - {"context_actions"}
