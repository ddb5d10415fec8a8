"""The words of general English with their frequencies, as symspellpy carries them (82,765 words)."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def english_words() -> Mapping[str, str]:
    """Return the counts by word, in lower case; still as text, as 80,000 conversions take their time."""
    file = resources.files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    fields = file.read_text("utf-8-sig").split()
    return dict(zip(fields[::2], fields[1::2], strict=True))
