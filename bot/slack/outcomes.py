"""What becomes of a call to Slack, and which of Slack's errors means what."""

from collections.abc import Mapping
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a call, for the log, the metrics and the person."""

    DONE = "done"
    NO_PLACE = "no place"  # not a member, no such channel, archived: nothing can be posted there
    NO_THREAD = "no thread"  # it was deleted before anybody replied
    NOT_PERMITTED = "not permitted"  # a scope is missing or a policy forbids it
    NO_ACCESS = "no access"  # the token is revoked or the app is uninstalled
    TOO_LARGE = "too large"  # Slack refused the blocks
    GONE = "gone"  # the message, form or response URL is past its time
    BUSY = "busy"  # rate limited beyond all patience: it was surely not done
    ENDED = "ended"  # we are at our end, and make no call any more: the same
    UNCERTAIN = "uncertain"  # no reply: it may or may not have been done
    NOT_SENT = "not sent"  # no connection: it was surely not done
    FAILED = "failed"


_OUTCOMES: Mapping[str, Outcome] = {
    "not_in_channel": Outcome.NO_PLACE,
    "channel_not_found": Outcome.NO_PLACE,
    "is_archived": Outcome.NO_PLACE,
    "is_inactive": Outcome.NO_PLACE,
    "user_not_in_channel": Outcome.NO_PLACE,
    "user_not_found": Outcome.NO_PLACE,
    "user_not_visible": Outcome.NO_PLACE,
    "user_disabled": Outcome.NO_PLACE,  # deactivated
    "cannot_reply_to_message": Outcome.NO_PLACE,
    "thread_not_found": Outcome.NO_THREAD,
    "messages_tab_disabled": Outcome.NO_PLACE,
    "missing_scope": Outcome.NOT_PERMITTED,
    "restricted_action": Outcome.NOT_PERMITTED,
    "restricted_action_read_only_channel": Outcome.NOT_PERMITTED,
    "restricted_action_thread_only_channel": Outcome.NOT_PERMITTED,
    "restricted_action_non_threadable_channel": Outcome.NOT_PERMITTED,
    "team_access_not_granted": Outcome.NOT_PERMITTED,
    "ekm_access_denied": Outcome.NOT_PERMITTED,
    "not_allowed_token_type": Outcome.NOT_PERMITTED,
    "file_uploads_disabled": Outcome.NOT_PERMITTED,
    "file_uploads_except_images_disabled": Outcome.NOT_PERMITTED,
    "file_type_not_allowed": Outcome.NOT_PERMITTED,
    "file_upload_size_restricted": Outcome.NOT_PERMITTED,
    "invalid_auth": Outcome.NO_ACCESS,
    "not_authed": Outcome.NO_ACCESS,
    "token_revoked": Outcome.NO_ACCESS,
    "token_expired": Outcome.NO_ACCESS,
    "account_inactive": Outcome.NO_ACCESS,
    "app_uninstalled": Outcome.NO_ACCESS,
    "msg_blocks_too_long": Outcome.TOO_LARGE,
    "msg_too_long": Outcome.TOO_LARGE,
    "invalid_blocks": Outcome.TOO_LARGE,
    "invalid_blocks_format": Outcome.TOO_LARGE,
    "view_too_large": Outcome.TOO_LARGE,
    "message_not_found": Outcome.GONE,
    "cant_update_message": Outcome.GONE,
    "edit_window_closed": Outcome.GONE,
    "expired_trigger_id": Outcome.GONE,
    "trigger_expired": Outcome.GONE,
    "exchanged_trigger_id": Outcome.GONE,
    "expired_url": Outcome.GONE,
    "used_url": Outcome.GONE,
    "hash_conflict": Outcome.GONE,
    "not_found": Outcome.GONE,
    "ratelimited": Outcome.BUSY,
    "rate_limited": Outcome.BUSY,
    "message_limit_exceeded": Outcome.BUSY,
    "ended": Outcome.ENDED,  # by us
    "internal_error": Outcome.UNCERTAIN,
    "fatal_error": Outcome.UNCERTAIN,
    "service_unavailable": Outcome.UNCERTAIN,
    "request_timeout": Outcome.UNCERTAIN,
}


def outcome_of(error: str) -> Outcome:
    """Return what an error that Slack names says of the call."""
    return _OUTCOMES.get(error, Outcome.FAILED)
