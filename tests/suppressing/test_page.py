"""What docs/suppressing.md shows is what is printed."""

import os
import re
import subprocess
import sys
from pathlib import Path

from ivrlint.report import ABOUT_SUPPRESSIONS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "suppressing.md").read_text(encoding="utf-8")


def test_every_command_of_the_page_prints_what_is_shown():
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(
        [sys.executable, ".ci/readme_blocks.py", "docs/suppressing.md"],
        cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert int(run.stdout.split()[0]) >= 5


def test_the_page_shows_each_finding_about_suppressions():
    printed = "".join(re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL))
    assert all(f"[{rule}]" in printed for rule in ABOUT_SUPPRESSIONS)
