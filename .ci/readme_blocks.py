"""Runs every console block of the README and of further pages, and compares what it prints, exit code included.

A block begins with ```console; lines that begin with `$ ` are run by bash in a copy of the checkout (its samples and rules),
the lines after each are what it must print (stdout and stderr). A last line `(exit code N)` is the exit code, else 0.
`...` alone on a line stands for any lines. What a page writes, its later commands find; each page has a copy of its own.

Pages may also change files, as a reader would: a comment `<!-- file: PATH -->` before a block says that the block is the
whole file, `<!-- keys of: PATH -->` that its YAML keys take the place of those in the file.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = (
    "README.md",
    "docs/baseline.md",
    "docs/configuration.md",
    "docs/output.md",
    "docs/suppressing.md",
    "docs/writing-rules.md",
)

SOMEBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Somebody"), ("EMAIL", "somebody@example.org"))
}
"""Who commits, on pages with git."""

BLOCK = re.compile(r"(?:<!-- (file|keys of): (\S+) -->\n+)?^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
KEY = re.compile(r"^(\w+):.*\n(?:(?:[ \t].*)?\n(?![^ \t\n])|[ \t].*\n)*", re.MULTILINE)
"""A key at the left edge of a YAML file, with all that is written under it."""


def main() -> None:
    """Check all pages; print the differences and fail when there are any."""
    commands = failed = 0
    for page in sys.argv[1:] or PAGES:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "ivrlint"
            copy.mkdir()
            for name in ("samples", "rules"):
                shutil.copytree(ROOT / name, copy / name)
            ran = [_differs(page, *each, copy) for each in _commands((ROOT / page).read_text(encoding="utf-8"), copy)]
        if not ran:
            sys.exit(f"{page}: no console block found")
        commands, failed = commands + len(ran), failed + sum(ran)
    print(f"{commands} commands, {failed} differ")
    sys.exit(bool(failed))


def _commands(text: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Each command with what it must print; between them, files are changed as the page says."""
    for change, path, language, block in BLOCK.findall(text):
        if change:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            written = block if change == "file" else _with_keys(file.read_text(encoding="utf-8"), block)
            file.write_text(written, encoding="utf-8")
        if language == "console":
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                yield command, output


def _with_keys(text: str, block: str) -> str:
    """A YAML file with some keys as they are in the block; a new key goes behind the one before it in the block."""
    before = ""
    for key in KEY.finditer(block):
        there = {found[1]: found for found in KEY.finditer(text)}
        if key[1] in there:
            text = text[: there[key[1]].start()] + key[0] + text[there[key[1]].end() :]
        else:
            end = there[before].end() if before else 0
            text = text[:end] + key[0] + text[end:]
        before = key[1]
    return text


def _differs(page: str, command: str, expected: str, folder: Path) -> bool:
    environment = {**os.environ, **SOMEBODY, "NO_COLOR": "1", "COLUMNS": "120"}
    run = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    printed = run.stdout + (f"(exit code {run.returncode})\n" if run.returncode else "")
    pattern = "".join(r"(?:.*\n)*?" if line == "...\n" else re.escape(line) for line in expected.splitlines(keepends=True))
    if re.fullmatch(pattern, printed):
        return False
    print(f"$ {command}")
    print("".join(difflib.unified_diff(expected.splitlines(True), printed.splitlines(True), page, "printed")))
    return True


if __name__ == "__main__":
    main()
