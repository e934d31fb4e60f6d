"""What `ivrlint convert` writes has the same facts as the file that it was made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ivrlint.analysis.export import document
from ivrlint.linting import analyses_of
from ivrlint.readers import FORMATS
from ivrlint.readers.files import Given, Reading, read_paths
from ivrlint.writing import native

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
NO_FLOWS = {".out", ".svg", ".tsv", ".md", ".txt"}


def below(folder: Path) -> list[str]:
    return [str(path) for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in NO_FLOWS]


SAMPLES = below(ROOT / "samples")
REAL = below(CORPUS)


def facts(reading: Reading) -> list[Any]:
    """The facts of the one flow that was read, without places."""
    ((file, flow),) = reading.flows.items()
    calls = [analysis.facts for analysis in analyses_of(flow, reading.entered.get(file, frozenset()))]
    written = without_lines(document("", calls)["calls"])
    for call in written:
        for menu in call["menus"]:
            if "#" in menu["step"]:  # in one file, no calls begin at what began another file
                del menu["parent"], menu["choices_with_parent"]
    return written


def without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_lines(each) for key, each in value.items() if key != "line"}
    return [without_lines(each) for each in value] if isinstance(value, list) else value


def same(one: Any, other: Any) -> bool:
    """Whether two facts are equal, the last digit of seconds apart."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) or isinstance(other, float):
        return isinstance(one, float | int) and isinstance(other, float | int) and abs(one - other) < 0.02
    return type(one) is type(other) and one == other


def converted(reading: Reading) -> str:
    ((file, flow),) = reading.flows.items()
    return native(flow, reading.entered.get(file, frozenset()))


@pytest.mark.parametrize("path", [*SAMPLES, *REAL], ids=lambda path: Path(path).relative_to(ROOT.parent).as_posix())
def test_the_facts_of_a_file_survive_its_conversion(path):
    reading = read_paths([path])
    if not reading.flows:
        return  # what is refused is for the tests of its reader to say
    text = converted(reading)
    again = read_paths(["-"], Given("nowhere-else/menu.yaml", text.encode()))
    assert again.problems == ()
    ((_, flow),) = again.flows.items()
    assert flow.problems == ()
    before, after = facts(reading), facts(again)
    for number, (one, other) in enumerate(zip(before, after, strict=True)):
        assert [part for part in one if not same(one[part], other[part])] == [], f"call {number}"
    assert converted(again).split("\n\n", 1)[1] == text.split("\n\n", 1)[1], "converting again changes nothing"


def test_a_sample_of_each_format_is_converted():
    formats = {flow.format for path in SAMPLES for flow in read_paths([path]).flows.values()}
    assert formats >= {known.name for known in FORMATS} - {"twilio-studio"}


def test_seconds_are_compared_to_their_last_digit_and_nothing_else_is():
    assert same({"a": [1.0, 2]}, {"a": [1.01, 2]})
    for one, other in (
        ({"a": 1.0}, {"a": 1.1}),
        ({"a": 1}, {"a": 2}),
        ({"a": True}, {"a": 1}),
        ({"a": None}, {"a": 1.0}),
        ([1], [1, 2]),
        ({"a": 1}, {}),
    ):
        assert not same(one, other)
