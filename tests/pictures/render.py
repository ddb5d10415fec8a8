"""Block Kit to HTML in the manner of Slack's desktop client. A block or element that is not known here is an error."""

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Block = Mapping[str, Any]

STYLE = """
* { box-sizing: border-box; }
body { margin: 0; padding: 18px; background: #fff; color: #1d1c1d; width: 760px;
       font: 15px/1.46 Lato, "Helvetica Neue", "DejaVu Sans", sans-serif; }
.message { display: flex; gap: 10px; margin-bottom: 14px; }
.face { flex: 0 0 36px; height: 36px; border-radius: 6px; color: #fff; font-weight: 700; text-align: center;
        line-height: 36px; }
.who { font-weight: 900; } .app { font-size: 10px; font-weight: 700; color: #616061; background: #eee;
        border-radius: 2px; padding: 1px 3px; margin-left: 4px; }
.when { font-size: 12px; color: #616061; margin-left: 6px; }
.content { flex: 1; min-width: 0; }
.alone { font-size: 12px; color: #616061; }
code { font: 12px/1.5 "DejaVu Sans Mono", monospace; color: #c01343; background: #f7f7f7; border: 1px solid #ddd;
       border-radius: 3px; padding: 1px 3px; }
blockquote { margin: 4px 0; padding: 0 0 0 12px; border-left: 4px solid #ddd; }
.text { white-space: pre-wrap; } .block { margin: 6px 0; }
.context { font-size: 13px; color: #616061; }
.header { font-weight: 900; font-size: 18px; margin-top: 14px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; }
.button { border: 1px solid #bbb; border-radius: 4px; font-weight: 700; font-size: 13px; padding: 4px 12px; }
.primary { background: #007a5a; border-color: #007a5a; color: #fff; } .danger { border-color: #e01e5a; color: #e01e5a; }
.feedback { display: flex; gap: 14px; color: #616061; font-size: 13px; }
a, .mention { color: #1264a3; text-decoration: none; } .mention { background: #e8f5fa; border-radius: 3px; }
hr { border: 0; border-top: 1px solid #ddd; }
.view { border: 1px solid #ccc; border-radius: 8px; overflow: hidden; }
.view > .title { font-weight: 900; font-size: 20px; padding: 12px 20px; border-bottom: 1px solid #ddd; }
.view > .inside { padding: 10px 20px; }
.view > .foot { padding: 12px 20px; border-top: 1px solid #ddd; text-align: right; }
.field { border: 1px solid #bbb; border-radius: 4px; padding: 6px 10px; min-height: 34px; color: #616061; }
.label { font-weight: 700; } .hint { color: #616061; font-size: 13px; }
"""


_THUMB = "M0 6h3v7H0zM4 6l3-6h1l1 1-1 4h4l1 1-2 6-1 1H4z"


class UnknownBlock(ValueError):
    """A block that the pictures do not know how to show."""


def page(*parts: str) -> str:
    """Return a whole page."""
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>{"".join(parts)}'


def message(who: str, blocks: Sequence[Block], *, app: bool = False, alone: bool = False) -> str:
    """Return a message as it stands in a channel; `alone`: visible to one person."""
    colour, badge = ("#1f3b57", '<span class="app">APP</span>') if app else ("#8d5ba6", "")
    only = '<div class="alone">Only visible to you</div>' if alone else ""
    head = f'<span class="who">{_escaped(who)}</span>{badge}<span class="when">9:41</span>'
    face = f'<div class="face" style="background:{colour}">{_escaped(who[0].upper())}</div>'
    return f'<div class="message">{face}<div class="content">{only}{head}{render(blocks)}</div></div>'


def view(shown: Mapping[str, Any]) -> str:
    """Return a modal or home view."""
    title = shown["title"]["text"] if "title" in shown else "citebot"
    buttons = [f'<span class="button">{_escaped(shown["close"]["text"])}</span>'] if "close" in shown else []
    if "submit" in shown:
        buttons.append(f'<span class="button primary">{_escaped(shown["submit"]["text"])}</span>')
    foot = f'<div class="foot">{" ".join(buttons)}</div>' if buttons else ""
    inside = f'<div class="inside">{render(shown["blocks"])}</div>'
    return f'<div class="view"><div class="title">{_escaped(title)}</div>{inside}{foot}</div>'


def render(blocks: Sequence[Block]) -> str:
    """Return blocks as HTML. Raises UnknownBlock."""
    return "".join(f'<div class="block">{_of(_BLOCKS, block)(block)}</div>' for block in blocks)


def _of(known: Mapping[str, Callable[[Block], str]], value: Block) -> Callable[[Block], str]:
    kind = str(value["type"])
    if kind not in known:
        raise UnknownBlock(kind)
    return known[kind]


def _escaped(text: str) -> str:
    return html.escape(text)


def _all(known: Mapping[str, Callable[[Block], str]], values: Sequence[Block]) -> str:
    return "".join(_of(known, value)(value) for value in values)


def _styled(element: Block) -> str:
    text = _escaped(element["text"])
    for name, tag in (("code", "code"), ("bold", "b"), ("italic", "i"), ("strike", "s")):
        if element.get("style", {}).get(name):
            text = f"<{tag}>{text}</{tag}>"
    return text


def _link(element: Block) -> str:
    return f'<a href="{_escaped(element["url"])}">{_escaped(element.get("text") or element["url"])}</a>'


def _user(element: Block) -> str:
    return f'<span class="mention">@{_escaped(element["user_id"])}</span>'


def _list(element: Block) -> str:
    return "<ul>" + "".join(f"<li>{_rich(item)}</li>" for item in element["elements"]) + "</ul>"


def _rich(part: Block) -> str:
    return _all(_INLINE, part["elements"])


def _text_object(value: Block) -> str:
    return _escaped(value["text"])


def _section(block: Block) -> str:
    text = f'<div class="text">{_text_object(block["text"])}</div>' if "text" in block else ""
    beside = _all(_ELEMENTS, [block["accessory"]]) if "accessory" in block else ""
    return f'<div style="display:flex;justify-content:space-between;gap:12px">{text}{beside}</div>'


def _button(element: Block) -> str:
    return f'<span class="button {element.get("style", "")}">{_escaped(element["text"]["text"])}</span>'


def _feedback(element: Block) -> str:
    good, bad = (element[f"{which}_button"]["text"]["text"] for which in ("positive", "negative"))
    thumb = '<svg width="13" height="13" viewBox="0 0 13 13"{}><path fill="#616061" d="{}"/></svg>'
    up, down = thumb.format("", _THUMB), thumb.format(' style="transform:scaleY(-1)"', _THUMB)
    return f'<div class="feedback"><span>{up} {_escaped(good)}</span><span>{down} {_escaped(bad)}</span></div>'


def _input(block: Block) -> str:
    hint = f'<div class="hint">{_escaped(block["hint"]["text"])}</div>' if "hint" in block else ""
    return f'<div class="label">{_escaped(block["label"]["text"])}</div>{_field(block["element"])}{hint}'


def _field(element: Block) -> str:
    shown = element.get("initial_value") or element.get("placeholder", {}).get("text", "")
    options = [option["text"]["text"] for option in element.get("options", [])]
    return f'<div class="field">{_escaped(shown or " · ".join(options))}</div>'


def _image(block: Block) -> str:
    return f'<span class="hint">[{_escaped(block["alt_text"])}]</span>'


_INLINE: Mapping[str, Callable[[Block], str]] = {"text": _styled, "link": _link, "user": _user}
_RICH: Mapping[str, Callable[[Block], str]] = {
    "rich_text_section": lambda part: f'<div class="text">{_rich(part)}</div>',
    "rich_text_quote": lambda part: f'<blockquote class="text">{_rich(part)}</blockquote>',
    "rich_text_preformatted": lambda part: f"<pre>{_rich(part)}</pre>",
    "rich_text_list": _list,
}
_TEXTS: Mapping[str, Callable[[Block], str]] = {"mrkdwn": _text_object, "plain_text": _text_object, "image": _image}
_ELEMENTS: Mapping[str, Callable[[Block], str]] = {
    "button": _button,
    "feedback_buttons": _feedback,
    "overflow": lambda _: '<span class="button">⋯</span>',
    **dict.fromkeys(("static_select", "multi_static_select", "conversations_select", "checkboxes"), _field),
}
_BLOCKS: Mapping[str, Callable[[Block], str]] = {
    "rich_text": lambda block: _all(_RICH, block["elements"]),
    "section": _section,
    "header": lambda block: f'<div class="header">{_escaped(block["text"]["text"])}</div>',
    "context": lambda block: f'<div class="context">{_all(_TEXTS, block["elements"])}</div>',
    "actions": lambda block: f'<div class="actions">{_all(_ELEMENTS, block["elements"])}</div>',
    "context_actions": lambda block: _all(_ELEMENTS, block["elements"]),
    "divider": lambda _: "<hr>",
    "input": _input,
    "image": _image,
}
