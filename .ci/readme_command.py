"""Prints one of the two set-up commands of the README: `main` (install and run the main job) or `test`."""

import re
import sys
from pathlib import Path


def command(name: str) -> str:
    """The command in the fenced block behind the comment `<!-- command: NAME -->`, its lines joined."""
    readme = Path(__file__).parent.parent.joinpath("README.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- command: {name} -->\s*```\w*\n(.*?)```", readme, re.DOTALL)
    if not found:
        sys.exit(f"README.md has no command {name!r}")
    return found.group(1).strip()


if __name__ == "__main__":
    print(command(sys.argv[1]))
