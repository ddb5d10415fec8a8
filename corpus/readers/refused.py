"""What is not read, told by its first bytes, by what is in its archive, or by its name, and what it may be saved as."""

from collections.abc import Set
from pathlib import PurePath

_PICTURE = "a picture; citebot reads text, so run text recognition (OCR) first"
_ARCHIVE = "a compressed archive; unpack it into the folder"
_BOOK = "an e-book; convert it to .html or .pdf"
_RECORDING = "a recording; write down what is said in it"
_LINK = "only a link; save what it leads to"
_ONLINE = "only a link to a document of Google's; download that as .docx, .xlsx or .pptx"
_PRINTED = "is not read; print it to .pdf"
_DATA = "data for programs; save as .csv or .txt what is to be found"
_PLAIN = "is not read; if it is plain text, name it .txt"
_BEGINNINGS = (
    (b"{\\rtf", "rich text (.rtf); save it as .docx"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"\x7fELF", "a program, no document"),
    (b"MZ", "a program, no document"),
)
_FORMATS = (
    *(".pdf", ".doc", ".docx", ".docm", ".dotx", ".ppt", ".pptx", ".pptm", ".ppsx", ".potx"),
    *(".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".msg", ".rtf", ".zip"),
)  # that are told by their content
_OTHERS = {
    **dict.fromkeys((".odt", ".ott", ".fodt"), "an OpenDocument text; save it as .docx or .pdf"),
    **dict.fromkeys((".odp", ".otp", ".fodp"), "slides of OpenDocument; save them as .pptx or .pdf"),
    **dict.fromkeys((".odg", ".fodg"), "a drawing of OpenDocument; save it as .pdf"),
    ".fods": "a workbook of OpenDocument in one text; save it as .xlsx",
    ".pages": "a document of Apple's Pages; export it as .docx or .pdf",
    ".key": "slides of Apple's Keynote; export them as .pptx or .pdf",
    ".numbers": "a workbook of Apple's Numbers; export it as .xlsx",
    **dict.fromkeys((".mht", ".mhtml"), "a web page in one file; save it as .html or .pdf"),
    ".mbox": "a box of e-mails; save each as .eml",
    **dict.fromkeys((".wpd", ".wps"), "a document of WordPerfect or Works; save it as .docx or .pdf"),
    ".one": "notes of OneNote; export them as .docx or .pdf",
    **dict.fromkeys((".epub", ".mobi", ".azw", ".azw3"), _BOOK),
    **dict.fromkeys((".gdoc", ".gsheet", ".gslides"), _ONLINE),
    **dict.fromkeys((".url", ".webloc", ".lnk"), _LINK),
    **dict.fromkeys((".mp3", ".m4a", ".wav", ".mp4", ".mov", ".avi", ".wmv", ".webm", ".mkv"), _RECORDING),
    **dict.fromkeys((".heic", ".webp", ".bmp", ".svg", ".jp2"), _PICTURE),
    **dict.fromkeys((".tar", ".bz2", ".xz", ".zst"), _ARCHIVE),
}
_BY_NAME = {
    **dict.fromkeys((".djvu", ".xps", ".oxps", ".ps", ".eps", ".vsdx"), _PRINTED),
    **dict.fromkeys((".log", ".rst", ".adoc", ".org", ".tex"), _PLAIN),
}  # to be told behind their ending
_DATA_ENDINGS = frozenset({".json", ".jsonl", ".xml", ".yaml", ".yml", ".toml"})
_GENERAL = "is not read; convert it to .pdf, .docx or .txt"


def by_beginning(data: bytes) -> str | None:
    """Return what a file is that begins like one that is not read, None for any other."""
    return next((reason for magic, reason in _BEGINNINGS if data.startswith(magic)), None)


def by_name(name: str) -> str:
    """Return why a file is not read whose content does not tell what it is, and whose name names no text."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _FORMATS:
        return f"named {suffix}, but its content is not; save or download it again"
    if suffix in _OTHERS:
        return _OTHERS[suffix]
    if suffix in _DATA_ENDINGS:
        return _DATA
    return f"{suffix or 'a name without an ending'} {_BY_NAME.get(suffix, _GENERAL)}"


def by_parts(parts: Set[str], name: str) -> str:
    """Return what an archive is that holds no document that is read."""
    suffix = PurePath(name).suffix.lower()
    if "content.xml" in parts:
        return _OTHERS.get(suffix, "an OpenDocument file; save it as .docx, .xlsx, .pptx or .pdf")
    if any(part.endswith(".iwa") for part in parts):
        return _OTHERS.get(suffix, "a document of Apple's; export it as .docx, .xlsx, .pptx or .pdf")
    if "META-INF/container.xml" in parts:
        return _BOOK
    if "visio/document.xml" in parts or "FixedDocSeq.fdseq" in parts:
        return f"{suffix} {_PRINTED}"
    return _ARCHIVE
