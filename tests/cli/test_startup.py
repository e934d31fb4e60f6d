"""What is imported by whom."""

import subprocess
import sys
from pathlib import Path

from command_line import LOOP


def test_the_version_needs_no_heavy_package(tmp_path: Path) -> None:
    program = (
        "import sys; from ivrlint.cli import main; main(['--version']); "
        "print(sorted({'yaml', 'networkx', 'jsonschema', 'graphviz', 'importlib.metadata', 'difflib'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], check=False, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_linting_needs_neither_networkx_nor_jsonschema(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").write_text(LOOP, encoding="utf-8")
    program = (
        "import sys; from ivrlint.cli import main; assert main(['loop.yaml']) == 1; "
        "print(sorted({'networkx', 'jsonschema', 'graphviz', 'importlib.metadata', 'difflib', 'subprocess'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], check=False, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ran.stdout.splitlines()[-1] == "[]"
