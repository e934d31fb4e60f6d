"""Comments in hostile versions of every format: nothing raises, and lines are lines of the file."""

import random
from pathlib import Path

import pytest

from ivrlint.readers.files import Given, read_paths

EXPORTS = Path(__file__).parents[3] / "samples" / "exports"
COMMENTS = {
    ".xml": b"<!-- ivrlint: x -->",
    ".vxml": b"<!-- ivrlint: x -->",
    ".conf": b"; ivrlint: x\n",
    ".yaml": b"# ivrlint: x\n",
}
PIECES = [
    *COMMENTS.values(),
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"#",
    b"'",
    b'"',
    b"\n",
    b";--",
    b"--;",
    b"|",
    b"\r",
    b"/*",
    b"<%",
]


@pytest.mark.parametrize(
    "path", sorted(path for path in EXPORTS.iterdir() if path.suffix in COMMENTS), ids=lambda path: path.name
)
def test_nothing_raises_and_every_line_is_one_of_the_file(path):
    chance = random.Random(path.name)
    whole, heard = path.read_bytes(), 0
    for _ in range(60):
        data = whole
        for piece in [COMMENTS[path.suffix], *chance.choices(PIECES, k=chance.randrange(4))]:
            place = chance.choice([data.find(b"\n", chance.randrange(len(data))) + 1, chance.randrange(len(data))])
            data = data[:place] + piece + data[place:]
        lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for remark in read_paths(["-"], Given(path.name, data)).remarks:
            heard += 1
            _, line, column, end_line, end_column = remark.mark
            assert lines[line - 1][column - 1 : end_column - 1].startswith("ivrlint:")
            assert end_line == line
            assert (remark.first, remark.last) == (0, 0) or 1 <= remark.first <= remark.last <= len(lines)
    assert heard > 5
