"""Changes and opens an index with few open files: python -m tests.index.limited_child INDEX FILES"""

import resource
import sys
from pathlib import Path

from index.analyzer import Analyzer
from index.disk import open_index, open_writer
from index.errors import SearchIndexError
from tests.index.samples import passage, record_of


def main(path: Path, files: int) -> None:
    """Print what became of a commit and of opening, one line each."""
    analyzer = Analyzer()
    changed = passage("d0", 0, "renal new")
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    try:
        with open_writer(path, analyzer, workers=1) as writer:
            writer.replace(record_of([changed]), [changed])
            writer.commit()
        sys.stdout.write("written\n")
    except SearchIndexError as error:
        sys.stdout.write(f"{error}\n")
    try:
        sys.stdout.write(f"opened: {len(open_index(path, analyzer))} passages\n")
    except SearchIndexError as error:
        sys.stdout.write(f"{error}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
