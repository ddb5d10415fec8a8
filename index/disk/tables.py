"""Sorted tables: text keys to small values in one file that is searched where it lies, so that opening costs nothing.

magic (8 bytes) · number of entries (u64) · entries · offsets of the entries (u64 each, and the end)
entry: length of the key (u32) · key (UTF-8) · value
"""

import mmap
import struct
from collections.abc import Collection, ItemsView, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, islice
from operator import sub
from pathlib import Path

from index.counts import Counts
from index.disk.encoding import encode_text
from index.errors import DamagedIndexError

_MAGIC = b"CITETBL1"
_HEADER = struct.Struct("<8sQ")
_OFFSET = struct.Struct("<Q")
_KEY = struct.Struct("<I")
_COUNT = struct.Struct("<Q")
_MANY = 20  # entries are read one after the other in the time that one is searched for


def encode_table(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a table of entries that come in ascending order of their keys."""
    return _assembled([_entry(encode_text(key), value) for key, value in entries])


def _entry(key: bytes, value: bytes) -> bytes:
    return b"".join((_KEY.pack(len(key)), key, value))


def _assembled(entries: Sequence[bytes], sizes: Iterable[int] | None = None) -> bytes:
    """Return the table of entries, or of stretches of them with the size of each entry."""
    offsets = [*accumulate(map(len, entries) if sizes is None else sizes, initial=_HEADER.size)]
    end = struct.pack(f"<{len(offsets)}Q", *offsets)
    return b"".join((_HEADER.pack(_MAGIC, len(offsets) - 1), *entries, end))


def encode_counts(counts: Mapping[str, int]) -> bytes:
    """Return a table of counts; those that are not above 0 are left out."""
    ordered = _in_order(counts)
    return CountedKeys(ordered).table(ordered.values())


class CountedKeys:
    """Keys in ascending order whose counts will be known later."""

    def __init__(self, keys: Iterable[str]) -> None:
        lengths, encoded = _Packed(_KEY), _all_key_bytes(keys)
        self._begun = [lengths[len(key)] + key for key in encoded]

    def table(self, counts: Iterable[int]) -> bytes:
        """Return the table with their counts; those that are not above 0 are left out."""
        numbers = _Packed(_COUNT)
        return _assembled([begun + numbers[n] for begun, n in zip(self._begun, counts, strict=True) if n > 0])


def _in_order(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return counts in the order of a table, as they are if they have it: strings are ordered like their bytes."""
    keys = sorted(counts)
    return counts if keys == [*counts] else dict(zip(keys, map(counts.__getitem__, keys), strict=True))


class _Packed(dict[int, bytes]):
    """Numbers as stored, each packed once: a vocabulary has many words and few lengths and counts."""

    def __init__(self, form: struct.Struct) -> None:
        super().__init__()
        self._pack = form.pack

    def __missing__(self, number: int) -> bytes:
        packed = self[number] = self._pack(number)
        return packed


def _all_key_bytes(keys: Iterable[str]) -> list[bytes]:
    try:
        return [*map(str.encode, keys)]
    except UnicodeEncodeError:
        return [*map(encode_text, keys)]


class Table:
    """A table that is read in place. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            size = file.seek(0, 2)
            if size < _HEADER.size + _OFFSET.size:
                raise DamagedIndexError(path, f"{size} bytes are too few")
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, self._count = _HEADER.unpack_from(self._data)
        self._index = size - _OFFSET.size * (self._count + 1)
        if magic != _MAGIC or self._index < _HEADER.size:
            raise DamagedIndexError(path, "not a table")

    def __len__(self) -> int:
        """Return the number of entries."""
        return int(self._count)

    def get(self, key: str) -> bytes | None:
        """Return the value of a key."""
        wanted = encode_text(key)
        i = self._first(wanted)
        if i == len(self):
            return None
        found, value = self._entry(i)
        return value if found == wanted else None

    def starting(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        """Yield the entries whose keys begin with the prefix, in order."""
        wanted = encode_text(prefix)
        for i in range(self._first(wanted), len(self)):
            key, value = self._entry(i)
            if not key.startswith(wanted):
                return
            yield self._text(key), value

    def _first(self, wanted: bytes) -> int:
        """Return the number of the first entry whose key is not below the wanted one."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._entry(middle)[0] < wanted else (low, middle)
        return low

    def changed(self, entries: Mapping[str, bytes | None]) -> bytes:
        """Return the table with some entries in place of those of their keys, or beside; those of None are left out.

        What did not change is copied as it lies, unchecked.
        """
        if _MANY * len(entries) > len(self):  # to look for each would take longer
            rows = (dict(self.items()) | dict(entries)).items()
            return encode_table(sorted((key, value) for key, value in rows if value is not None))
        offsets = self._offsets()
        sizes = [*map(sub, islice(offsets, 1, None), offsets)]
        pieces: list[bytes] = []
        new_sizes: list[int] = []
        done = 0
        for key, value in sorted((encode_text(key), value) for key, value in entries.items()):
            i = self._first(key)
            own = () if value is None else (_entry(key, value),)
            pieces += (self._data[offsets[done] : offsets[i]], *own)
            new_sizes += (*sizes[done:i], *map(len, own))
            done = i + (i < len(self) and self._entry(i)[0] == key)
        return _assembled([*pieces, self._data[offsets[done] : offsets[-1]]], chain(new_sizes, sizes[done:]))

    def _offsets(self) -> Sequence[int]:
        return struct.unpack_from(f"<{len(self) + 1}Q", self._data, self._index)

    def all_keys(self, value_size: int) -> list[str]:
        """Return the keys of a table whose values have one size, read at one go, unchecked."""
        offsets, data = self._offsets(), self._data[: self._index]
        spans = zip(offsets, islice(offsets, 1, None), strict=False)
        return [*map(self._text, [data[start + _KEY.size : end - value_size] for start, end in spans])]

    def items(self) -> Iterator[tuple[str, bytes]]:
        """Yield all entries in order of their keys."""
        for i in range(len(self)):
            key, value = self._entry(i)
            yield self._text(key), value

    def _text(self, key: bytes) -> str:
        try:
            return key.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            raise DamagedIndexError(self._path, "a key is no text") from None

    def _entry(self, i: int) -> tuple[bytes, bytes]:
        at = self._index + i * _OFFSET.size
        start, end = struct.unpack_from("<QQ", self._data, at)
        if not _HEADER.size <= start <= end - _KEY.size <= self._index:
            raise DamagedIndexError(self._path, f"entry {i} points outside the file")
        (length,) = _KEY.unpack_from(self._data, start)
        split = start + _KEY.size + length
        if split > end:
            raise DamagedIndexError(self._path, f"entry {i} is longer than its place")
        return self._data[start + _KEY.size : split], self._data[split:end]


class CountTable(Counts):
    """A table of counts."""

    def __init__(self, path: Path) -> None:
        self._path, self._table = path, Table(path)

    def __getitem__(self, key: str) -> int:
        """Return a count. Raises KeyError."""
        value = self._table.get(key)
        if value is None:
            raise KeyError(key)
        return self._number(value)

    def __iter__(self) -> Iterator[str]:
        """Yield the keys in order."""
        return (key for key, _ in self._table.items())

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self._table)

    def items(self) -> ItemsView[str, int]:
        """Return the entries in order, read in one pass."""
        return _Counts(self)

    def starting(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Yield the entries whose keys begin with the prefix, in order."""
        return ((key, self._number(value)) for key, value in self._table.starting(prefix))

    def all_keys(self) -> list[str]:
        """Return the keys in order, read at one go, unchecked."""
        return self._table.all_keys(_COUNT.size)

    def those(self, keys: Collection[str]) -> Mapping[str, int]:
        """Return the counts of some keys and perhaps others."""
        if _MANY * len(keys) > len(self):
            return dict(self.pairs())
        return {key: count for key in keys if (count := self.get(key))}

    def changed(self, counts: Mapping[str, int]) -> bytes:
        """Return the table with some counts changed; those that are not above 0 are left out, the rest is unchecked."""
        return self._table.changed({key: _COUNT.pack(n) if n > 0 else None for key, n in counts.items()})

    def pairs(self) -> Iterator[tuple[str, int]]:
        """Yield the entries in order."""
        return ((key, self._number(value)) for key, value in self._table.items())

    def _number(self, value: bytes) -> int:
        if len(value) != _COUNT.size:
            raise DamagedIndexError(self._path, "an entry is no count")
        return int(_COUNT.unpack(value)[0])


class _Counts(ItemsView[str, int]):
    """The entries of a CountTable without a search for each."""

    def __init__(self, table: CountTable) -> None:
        super().__init__(table)
        self._table = table

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return self._table.pairs()
