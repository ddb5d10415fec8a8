"""`citebot explain` on the sample collection."""

from pathlib import Path

from click.testing import CliRunner

from bot.cli import main


def test_each_step_is_printed() -> None:
    """Repairs, weights, passages, sentences and the decision can be read."""
    result = CliRunner().invoke(main, ["explain", "ganglian impar cpt"], prog_name="citebot")
    assert result.exit_code == 0, result.output
    for part in ("changed (spelling): ganglian -> ganglion", "asks for: code", "passages:", "covers", "answered"):
        assert part in result.output


def test_a_refusal_gives_its_grounds() -> None:
    """What speaks against an answer is told in words."""
    result = CliRunner().invoke(main, ["explain", "what does 64999 cost in dollars"], prog_name="citebot")
    assert "against: no money in the best sentence" in result.output
    assert result.output.endswith("not found\n")


def test_a_document_cannot_drive_the_terminal(tmp_path: Path) -> None:
    """Control characters and bidirectional marks of a text are left out, as they are in an answer."""
    plain = "The block is reviewed once a year. " * 20
    (tmp_path / "a.txt").write_text(f"The tibial code is Q1234 \x1b[31mred\u202e.\n\n{plain}\n", "utf-8")
    result = CliRunner().invoke(main, ["explain", "tibial code", "--corpus", str(tmp_path)], prog_name="citebot")
    assert "Q1234" in result.output
    assert not {"\x1b", "\u202e"} & set(result.output)


def test_small_talk_is_told_as_such() -> None:
    """As `citebot ask` replies to it."""
    result = CliRunner().invoke(main, ["explain", "hello"], prog_name="citebot")
    assert result.exit_code == 0
    assert "no question" in result.output
    assert "not found" not in result.output


def test_what_is_not_searched_is_told_as_it_is_answered(tmp_path: Path) -> None:
    """`ask` refuses it, so its steps must not end with an answer."""
    for name in ("tibial", "sural"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} block is covered twice a year.\n", "utf-8")
    explained = CliRunner().invoke(main, ["explain", "is it covered?", "--corpus", str(tmp_path)], prog_name="citebot")
    assert explained.output.startswith("not searched, replied to with: The question does not say what it is about.")
    followed = ["explain", "is it covered?", "--thread", "sural block", "--corpus", str(tmp_path)]
    assert CliRunner().invoke(main, followed, prog_name="citebot").output.endswith("answered\n")
