"""Why Slack cannot be reached, in words that an administrator can act on."""

import ssl
from http.client import HTTPException
from urllib.parse import urlsplit

from bot.settings import Settings


def out_of_reach(error: OSError, settings: Settings) -> str:
    """Return where Slack was looked for, what the system said, and what mends it."""
    cause = error.__context__ or error  # an URLError tells no more than the kind of what it stands for
    host = urlsplit(settings.slack_api_url).hostname
    return f"Slack cannot be reached at {host}: {_reason(cause)}. {_mend(cause)}"


def _reason(cause: BaseException) -> str:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({cause.verify_message})"
    if isinstance(cause, OSError):
        return cause.strerror or str(cause)
    if isinstance(cause, HTTPException):
        return f"what answers there is no web server of Slack's ({type(cause).__name__})"
    return type(cause).__name__


def _mend(cause: BaseException) -> str:
    if isinstance(cause, ssl.SSLError):
        return "Check this machine's clock and certificates, and a proxy that may stand between (HTTPS_PROXY)"
    return "Check this machine's network, its name server, and a proxy that may be needed (HTTPS_PROXY)"
