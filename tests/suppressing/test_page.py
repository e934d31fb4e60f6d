"""What docs/suppressing.md shows is what is printed."""

import re
from pathlib import Path

import pytest

from ivrlint.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "suppressing.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```yaml\n(ivr: 1\n.*?)```\n\n```console\n\$ ivrlint ([^\n]*)\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("flow", "command", "printed"), SHOWN, ids=["hidden", "told"])
def test_the_page_shows_what_is_printed(flow, command, printed, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("menu.yaml").write_text(flow, encoding="utf-8")
    main(command.split())
    assert capsys.readouterr().out == printed
