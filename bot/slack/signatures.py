"""Whether a request is Slack's: its signature over the body and the time. Nothing of a refused request is logged."""

import hmac
import logging
import re
import time
from collections.abc import Mapping

from slack_sdk.signature import SignatureVerifier

log = logging.getLogger(__name__)

WINDOW = 300  # seconds that a signature is good for
_TIMESTAMP = re.compile(r"\d{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class Signatures:
    """Checks signatures with the app's signing secret, by Slack's `v0` scheme."""

    def __init__(self, secret: str) -> None:
        self._verifier = SignatureVerifier(secret)

    def genuine(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Return whether a request with this body and these headers (names in lower case) comes from Slack now."""
        timestamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        if not (_TIMESTAMP.fullmatch(timestamp) and _SIGNATURE.fullmatch(signature)):
            return False
        try:
            expected = self._verifier.generate_signature(timestamp=timestamp, body=body)
        except UnicodeDecodeError:
            return False
        return expected is not None and hmac.compare_digest(expected, signature) and _is_recent(int(timestamp))


def _is_recent(timestamp: int) -> bool:
    age = time.time() - timestamp
    if abs(age) <= WINDOW:
        return True
    # genuine, but of another time: somebody repeats an old request, or a clock is wrong
    log.warning("request of another time: see to this machine's clock", extra={"age_seconds": round(age)})
    return False
