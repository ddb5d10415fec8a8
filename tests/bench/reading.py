"""Reading: pages a second beside bare pypdfium2 text on the same files, and the memory that a wide workbook takes.

python -m tests.bench.reading FOLDER
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium

from corpus.errors import UnreadableFile
from corpus.readers.registry import read_file
from corpus.understanding import understand

_MEMORY = "import sys; from tests.bench.reading import peak; print(peak(sys.argv[1]))"
_ROUNDS = 3  # the fastest counts; processor time, so that other work on the machine does not


def main() -> None:
    """Print a line for each PDF, one for all of them, and one for each workbook."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/documents")
    total = [0, 0.0, 0.0, 0.0]
    print(f"{'PDF':48} {'pages':>5} {'bare p/s':>9} {'read p/s':>9} {'ratio':>6} {'to passages p/s':>16}")
    for file in sorted(folder.glob("*.pdf")):
        try:
            pages = read_file(file.read_bytes(), file.name).pages or 0
        except UnreadableFile as error:
            print(f"{file.name:48} {error.reason.split(':')[0]}")
            continue
        seconds = [_fastest(work, file) for work in (_bare, _read, _understood)]
        total = [a + b for a, b in zip(total, [pages, *seconds], strict=True)]
        print(_line(file.name, pages, *seconds))
    if total[0]:
        print(_line("all", int(total[0]), *total[1:]))
    for file in sorted(folder.glob("*.xlsx")):
        print(f"{file.name:48} peak {_peak_of(file):.0f} MB")


def _line(name: str, pages: int, bare: float, read: float, understood: float) -> str:
    return f"{name:48} {pages:5} {pages / bare:9.0f} {pages / read:9.0f} {bare / read:6.2f} {pages / understood:16.0f}"


def _fastest(work: Callable[[Path], object], file: Path) -> float:
    def once() -> float:
        began = time.process_time()
        work(file)
        return time.process_time() - began

    return min(once() for _ in range(_ROUNDS))


def _bare(file: Path) -> None:
    document = pdfium.PdfDocument(file.read_bytes())
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def _read(file: Path) -> None:
    read_file(file.read_bytes(), file.name)


def _understood(file: Path) -> None:
    understand(file.parent, file.name)


def _peak_of(file: Path) -> float:
    """Return the most memory in MB that a process of its own takes to read a file."""
    command = [sys.executable, "-c", _MEMORY, str(file)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def peak(path: str) -> float:
    """Read a file and return the most memory that this process has taken, in MB."""
    file = Path(path)
    read_file(file.read_bytes(), file.name)
    status = Path("/proc/self/status").read_text("utf-8")  # getrusage would count the parent's memory in
    return int(status.split("VmHWM:")[1].split()[0]) / 1000


if __name__ == "__main__":
    main()
