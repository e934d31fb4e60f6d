"""Runs every console block of the README and compares what it prints, exit code included.

A block begins with ```console; lines that begin with `$ ` are run by bash from the root of the checkout,
the lines after each are what it must print (stdout and stderr). A last line `(exit code N)` is the exit code, else 0.
`...` alone on a line stands for any lines. Files that the commands write go to a copy of the checkout.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Check all blocks; print the differences and fail when there are any."""
    failed = 0
    pages = sys.argv[1:] or ["README.md"]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "ivrlint"
        copy.mkdir()
        for name in ("samples", "rules"):
            shutil.copytree(ROOT / name, copy / name)
        blocks = [block for page in pages for block in _blocks((ROOT / page).read_text(encoding="utf-8"))]
        if not blocks:
            sys.exit("no console block found")
        for command, expected in blocks:
            failed += _differs(command, expected, copy)
    print(f"{len(blocks)} commands, {failed} differ")
    sys.exit(bool(failed))


def _blocks(text: str) -> list[tuple[str, str]]:
    found = []
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def _differs(command: str, expected: str, folder: Path) -> bool:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120"}
    run = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    printed = run.stdout + (f"(exit code {run.returncode})\n" if run.returncode else "")
    pattern = "".join(r"(?:.*\n)*?" if line == "...\n" else re.escape(line) for line in expected.splitlines(keepends=True))
    if re.fullmatch(pattern, printed):
        return False
    print(f"$ {command}")
    print("".join(difflib.unified_diff(expected.splitlines(True), printed.splitlines(True), "README.md", "printed")))
    return True


if __name__ == "__main__":
    main()
