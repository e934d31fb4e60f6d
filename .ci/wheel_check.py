"""The main job with an installed ivrlint, away from the checkout: wheel_check.py COMMAND NUMBER_OF_RULES."""

import json
import subprocess
import sys
from pathlib import Path

command, rules = sys.argv[1], int(sys.argv[2])


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ivrlint."""
    return subprocess.run([command, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)


def main() -> None:
    """Lint, draw, hold a flow against a standard, test the bundled rules, print a schema; every answer is looked at."""
    linted = run("--format", "json", "samples/doom-loop.yaml")
    assert linted.returncode == 1, linted
    found = {finding["rule"] for finding in json.loads(linted.stdout)["findings"]}
    assert {"no-way-to-a-person", "doom-loop", "data-thrown-away"} <= found, found
    assert run("samples/bank.yaml").returncode == 0
    drawn = run("draw", "samples/doom-loop.yaml", "-o", "doom-loop.svg")
    assert drawn.returncode == 0, drawn
    assert "</svg>" in Path("doom-loop.svg").read_text(encoding="utf-8")
    listed = json.loads(run("rules", "--format", "json").stdout)
    assert len(listed) == rules, (len(listed), rules)
    assert json.loads(run("schema", "flow").stdout)["$schema"].endswith("2020-12/schema")
    held = run("conformance", "samples/doom-loop.yaml", "--profile", "gethuman", "--format", "json")
    assert held.returncode == 1, held
    assert json.loads(held.stdout)["tables"][0]["summary"]["not_met"] > 0, held.stdout
    tested = run("test")
    assert tested.returncode == 0, tested.stdout
    import ivrlint

    assert "site-packages" in (ivrlint.__file__ or ""), ivrlint.__file__
    print(f"the wheel works: {len(listed)} rules, {len(found)} kinds of finding, a diagram")


main()
