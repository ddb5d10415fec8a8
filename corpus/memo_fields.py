"""What the lines at the head of a memo or an e-mail begin with, for readers and for what answers from them."""

MEMO_FIELDS = "from|sent|to|cc|bcc|subject|re"  # as a part of a pattern, in whatever case
