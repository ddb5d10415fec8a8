"""Every sentence that citebot itself says in Slack. None of them holds words of a question or a passage."""

from collections.abc import Iterable

TRY_AGAIN = "Something went wrong on my side. Please ask again; if it stays so, tell whoever runs me this: {request}"
INTERRUPTED = "I was interrupted before I could answer this. Please ask again."
NO_POSTS_HERE = "Slack does not let me post here. Ask me in a direct message."
NOT_ANSWERED = "Slack did not take my answer. Please ask again in a minute."
SHARED_CHANNEL = "I do not answer in channels that are shared with other organisations. Ask me in a direct message."
NOTHING_TO_FIND = "This message has no text that I could look for."
GUEST = "I answer full members of this workspace only."
NOT_ALLOWED = "In this channel I answer only the people whom its administrators named. Ask me in a direct message."
UNKNOWN_PERSON = "I could not check with Slack who may ask here. Please try again in a minute."
TOO_MANY = "That is more than {limit} in a minute. Please try again shortly."
TOO_LONG = "That message is too long to be a question. Please ask in one or two sentences."
FILES_UNOPENED = (
    "I open no files that are sent to me, and have not looked into this one. Ask your question in words that name no "
    "patient; new documents are fed to me by those who run me."
)
NO_DOCUMENTS = (
    "The documents that this channel is set to are not there any more, so I have looked nowhere. An administrator of "
    "this workspace can choose others in the settings of the channel. Until then, ask me in a direct message."
)
NO_DOCUMENTS_THERE = (
    "The documents that the asker's channel is set to are not there any more: I have looked nowhere. An administrator "
    "of this workspace can choose others in the settings of the channel."
)
SUBJECT_UNKNOWN = "I do not know what this is about. Please ask the whole question, with its subject."
STOPPED = "I leave this thread alone now. Mention me to ask again."
NOTHING_TO_STOP = "Here I answer only when you write to me: there is nothing to stop."
ASKED = "Your question is with the people who help. I tell you here when somebody replies."
ASKED_UNHEARD = "Your question is with the people who help. They write to you themselves: I do not hear their replies."
NOT_ASKED = "I was interrupted before the people who help got your question. Please ask again."
PERHAPS_ASKED = "Slack did not say whether the people who help got your question. If nobody replies, please ask again."
NOBODY_ASKED = "I could not reach the channel of the people who help. Please tell an administrator of this workspace."
HELP_IS_SHARED = (
    "The channel of the people who help is shared with another organisation: I have posted nothing there. "
    "Please tell an administrator of this workspace."
)
OUTSIDER = "I take replies to questions, and “Resolve”, from members of this workspace only."
UNKNOWN_HELPER = "I could not check with Slack who you are, so I did nothing. Please try again in a minute."
WORDS_ALONE = (
    "I pass on your own words alone: no files, no messages that are forwarded, no emoji. Please write what it says."
)
NAMES_PATIENT = "I have not passed this on: it seems to name a patient. Please write it again without that."
NO_FILES = "The asker has your own words alone: I pass on no files and no messages that are forwarded."
PASSED_ON = "I passed your reply on to the asker."
PASSED_ON_DIRECTLY = "I passed your reply on in a direct message: I cannot post any more where the question was asked."
NOT_PASSED_ON = "I could not pass your reply on, or not all of it. Please reply again in a minute."
NO_WAY_TO_ASKER = (
    "I could not pass your reply on: Slack lets me post neither where the question was asked nor to the asker. "
    "Please write to them yourself."
)
EDITED = (
    "I pass on replies, not changes to them: the asker still has what I passed on, as you wrote it at first. "
    "Please reply here again."
)
AFTER_RESOLVE = "This question is resolved: I pass on nothing more from here. Please write to the asker yourself."
ASKER_UNKNOWN = (
    "I do not know any more who asked this: it is too long ago, or the asker had me forget them. I pass on nothing "
    "from here. Please write to them yourself."
)
PERHAPS_PASSED_ON = "Slack did not say whether the asker got your reply. Please see to it that they did."
CLOSED_UNTOLD = "The question is marked as resolved. I could not tell the asker."
CLOSED_SHOWN_LATER = "That is done. Slack takes no word of it now: I say so here, and to the asker, as soon as it does."
CLOSED = "Your question{question} to a person is marked as resolved."
NOT_OPEN = "This question is not open any more."
NAME = "what looks like a name"  # in place of words that the sources do not hold
TOO_SHORT = "Please write more than that."
LEANING = (
    "Please write the question so that it reads without any other: it says too little, or points to one before it."
)
CUT = "The reply is longer than this form takes: it ends below where it was cut. Please make it shorter yourself."
NOT_PINNED = "Not pinned."
DECIDED = "It is decided on already. What nobody decides on within 30 days is dropped."
DECIDED_SHOWN_LATER = "That is done. Slack takes no word of it now: I say so here as soon as it does."
UNKNOWN_RIGHTS = "I could not check with Slack whether you may do that. Please try again in a minute."
OWNERS_ONLY = "An owner of the documents sees to that."
ADMINISTRATORS_ONLY = "Administrators of this workspace and owners of the documents set that."
NO_GROUP = "Expected the ID of a user group, as in S012AB3CD."
PERSON_OR_GROUP = "A person is chosen above: please name a person or a group, not both."
FORGOTTEN = (
    "Done. I have deleted what I knew of you: {entries}. The replies of people to questions that you passed to them "
    "before do not reach you any more."
)
HOW_TO_BE_FORGOTTEN = (
    "To have me delete what I keep of you, type “{command} forget me” anywhere, or click “Forget me” in my Home, which "
    "also says what is kept. I have deleted nothing yet."
)
HOW_TO_SET = "Administrators set how I answer in a channel with “{command} settings” there, or in my Home."
HERE_ALONE = (
    "These hold in this channel alone, and keep nothing secret: in a direct message I search all documents, for "
    "everybody whom I answer at all."
)
SAVED = "The settings of the channel are saved."
NO_HELP_THERE = (
    "But “Ask a person” does not work yet: I cannot post in the channel that you chose for it, as I am not in it, or "
    "it is archived. Invite me there (/invite), or choose another."
)
HELP_WOULD_BE_SHARED = (
    "But “Ask a person” does not work: the channel that you chose for it is shared with another organisation, and I "
    "post nothing there. Please choose another."
)
THANKS = "Thank you. The owners of the documents see what helped and what did not."
NO_TEXT_KEPT = "No text is kept here: the reason is counted."
FOR_WORDS = "For words, use “Ask a person”."
SHARED = "Shared."
SHARED_ALREADY = "It is shared already."
BEING_SHARED = "It is being shared. If it is not there in a minute, please try again."
NOT_ALLOWED_THERE = "In that channel I answer only the people whom its administrators named: I have shared nothing."
ALONE_THERE = (
    "In that channel answers are for the asker alone: I have shared nothing. Ask there, and share it from there."
)
OTHERWISE_NOW = (
    "By now I would answer this otherwise than what you saw: I have shared nothing. Please ask again, and share that."
)
OTHER_DOCUMENTS = "That channel is set to other documents, which do not say what you saw: I have shared nothing."
NOT_SHARED = "I cannot share it there: the channel is shared with another organisation, or I am not in it (/invite me)."
NO_POSTS_THERE = "Slack does not let me post in that channel."
INVITE_ME = "I cannot post there: I am not in that channel, or it is archived. Invite me to it (/invite) and try again."
NOT_OPENED = "Slack did not open the form. Please try again."
NOT_SHOWN = "Slack did not show what you asked for. Please try again."
PERHAPS_OPENED = "Slack did not say whether it opened the form. If no form has opened, please try again."
DONE_UNSHOWN = "That is done, but Slack did not change the message to say so."
AWAY = "I cannot change this message: I am not in this channel any more (invite me: /invite), or it is archived."
NOT_CHANGED = "Slack does not let me change this message any more. Please ask again."
CHANGED = "The documents have changed since: there are no more passages to this. Please ask again."
PERHAPS_POSTED = "Slack did not say whether it took the message. Please look whether it is there before you try again."
NOT_POSTED = "Slack did not take the message. Please try again in a minute."

FILES_SENT = "Sent: {what} in your messages with me."
FILES_ON_THEIR_WAY = "That was asked for already: it is on its way to your messages with me, or there."
FILES_PERHAPS_SENT = "Slack did not say whether it took the files. Please look into your messages with me first."
FILES_NOT_SENT = "Slack did not take the files. Please try again in a minute."
NO_PICTURE = "There is no picture, as matplotlib is not installed where citebot runs (pip install -e '.[plots]')."
PICTURE_FAILED = "There is no picture: drawing it failed."
HOME_TOO_OLD = "I do not know yet where your messages with me are. Please open another tab, then this one again."
_FROM_THE_SHELL = "The other way: citebot gaps --csv FILE --plot FILE, where citebot runs."
FILES_FORBIDDEN = f"Slack does not let me send files here: this workspace limits them. {_FROM_THE_SHELL}"
NO_FILES_SCOPE = (
    "To get this as a table and a picture in your messages, the app needs the scope files:write. An administrator of "
    "this workspace grants it: reinstall the app with that optional scope ticked. Where Slack does not offer it, add "
    "it first under “OAuth & Permissions” of the app, or take the manifest anew (citebot manifest). "
    f"{_FROM_THE_SHELL}"
)


def patient(kinds: Iterable[str], *, posted: bool) -> str:
    """Return the private warning about patient identifiers; `posted` is whether there is a message to delete."""
    found = f"This seems to hold {' and '.join(kinds)}. I have not searched, stored or logged it."
    if posted:
        return f"{found} Please delete the message and ask again without anything that names a patient."
    return f"{found} Please ask without anything that names a patient."
