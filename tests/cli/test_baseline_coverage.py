"""Which files a run covers, by the names of a baseline."""

import pytest

from ivrlint.cli.coverage import Coverage


@pytest.mark.parametrize(
    ("path", "file", "covered"),
    [
        (".", "a.yaml", True),
        (".", "b/a.yaml", True),
        (".", "../a.yaml", False),
        ("..", "a.yaml", True),
        ("..", "../b/a.yaml", True),
        ("..", "../../a.yaml", False),
        ("../..", "../../a.yaml", True),
        ("../b", "../b/a.yaml", True),
        ("../b", "b/a.yaml", False),
        ("b", "bb/a.yaml", False),
        ("b/*.yaml", "b/a.yaml", True),
        ("b/a.yaml", "b/a.yaml", True),
        ("..b", "..b/a.yaml", True),
        ("..b", "a.yaml", False),
    ],
)
def test_a_path_covers_what_lies_below_it_wherever_the_baseline_lies(path: str, file: str, covered: bool) -> None:
    assert Coverage({}, [path], lambda _: False, dict).covers(file) is covered
