"""Two invented policies that disagree, so that a picture can show how that is shown."""

from pathlib import Path

_OLD = """# Genicular nerve ablation: billing memo

Radiofrequency ablation of the genicular nerves is reported with CPT code 64640, once for each nerve.
The record names each nerve that was treated.
"""
_NEW = """# Genicular nerve ablation: coding policy

Radiofrequency ablation of the genicular nerves is reported with CPT code 64624, once for each knee.
Image guidance is part of the code.
"""


def write_documents(folder: Path) -> None:
    """Write the policies with their dates."""
    for name, text, issuer, effective in (
        ("genicular-memo", _OLD, "Example Health Plan", "2018-01-01"),
        ("genicular-policy", _NEW, "Example Society", "2024-01-01"),
    ):
        (folder / f"{name}.md").write_text(text)
        (folder / f"{name}.md.meta.toml").write_text(f'issuer = "{issuer}"\nkind = "policy"\neffective = {effective}\n')
