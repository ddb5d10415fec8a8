"""What our posts carry in their metadata, which people do not see: by it they are known again."""

from collections.abc import Mapping
from typing import Any

ANSWER = "citebot_answer"
POST = "citebot_post"


def marked(event: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metadata of a post of ours."""
    return {"event_type": event, "event_payload": payload}


def payload_of(event: str, metadata: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Return what the metadata of a post of ours says; nothing for other messages."""
    if not metadata or metadata.get("event_type") != event:
        return {}
    return metadata.get("event_payload") or {}
