"""What the fingerprint of the reading is made of."""

import ast
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from corpus import version

CORPUS = Path(version.__file__).parent


def _imported() -> Iterator[str]:
    """Yield the packages that the modules of corpus import, wherever they do."""
    for file in CORPUS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (name.name.partition(".")[0] for name in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield str(node.module).partition(".")[0]


def test_every_library_that_reads_is_in_it() -> None:
    """An upgrade of one that is forgotten would leave what it read before."""
    packages = set(_imported()) - set(sys.stdlib_module_names) - {"corpus"}
    distributions = metadata.packages_distributions()
    libraries = {distributions[package][0].lower() for package in packages}
    assert libraries <= set(version._LIBRARIES)
