"""Every sentence that citebot itself says in Slack. None of them holds words of a question or a passage."""

from collections.abc import Iterable

TRY_AGAIN = "Something went wrong on my side. Please ask again; if it stays so, tell whoever runs me this: {request}"
INTERRUPTED = "I was interrupted before I could answer this. Please ask again."
SHARED_CHANNEL = "I do not answer in channels that are shared with other organisations. Ask me in a direct message."
GUEST = "I answer full members of this workspace only."
NOT_ALLOWED = "In this channel I answer only the people whom its administrators named. Ask me in a direct message."
UNKNOWN_PERSON = "I could not check with Slack who may ask here. Please try again in a minute."
TOO_MANY = "That is more than {limit} questions in a minute. Please try again shortly."
TOO_LONG = "That message is too long to be a question. Please ask in one or two sentences."
STOPPED = "I leave this thread alone now. Mention me to ask again."
NO_BLOCKS = "The full answer did not fit into a message."


def patient(kinds: Iterable[str]) -> str:
    """Return the private warning about patient identifiers."""
    return (
        f"This seems to hold {' and '.join(kinds)}. I have not searched, stored or logged it. "
        "Please delete the message and ask again without anything that names a patient."
    )
