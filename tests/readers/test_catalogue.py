"""What ivrlint says of the formats that it reads."""

from pathlib import Path

import pytest
import yaml

from ivrlint.readers import FORMATS, catalogue

FOLDER = Path(catalogue.__file__).parent
NAMES = [known.name for known in FORMATS]


def test_there_is_a_page_for_each_format_and_no_other():
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_all_its_parts(name):
    page = catalogue.page(name)
    assert page.title
    for part in (page.reads, page.constructs, page.remarks, page.not_covered, page.documentation):
        assert part
    assert all(title and url.startswith(("https://", "http://")) for title, url in page.documentation)
    assert len({row.construct for row in page.constructs}) == len(page.constructs)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_no_key_that_is_not_shown(name):
    data = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    assert data.keys() == {*catalogue.Page._fields}
    assert data["name"] == name
