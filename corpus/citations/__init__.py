"""Citation marks to numbers, sentence by sentence.

A number belongs to the sentence that prints it and to no other. The printed form decides where it can ([1], ¹); a bare
number counts where the words before it are complete without it and the document's own numbering agrees.
"""

from corpus.citations.reading import Reading, read_citations

__all__ = ["Reading", "read_citations"]
