"""The words of general English with their frequencies, as symspellpy carries them (82,765 words)."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_PACKAGE, _FILE = "symspellpy", "frequency_dictionary_en_82_765.txt"


@lru_cache(maxsize=1)
def english_words() -> Mapping[str, str]:
    """Return the counts by word, in lower case; still as text, as 80,000 conversions take their time."""
    spec = find_spec(_PACKAGE)  # not imported: that takes four times as long as reading its file
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(_PACKAGE)
    fields = Path(spec.origin).with_name(_FILE).read_text("utf-8-sig").split()
    return dict(zip(fields[::2], fields[1::2], strict=True))
