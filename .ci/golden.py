"""Writes the expected output and the diagram beside each sample. Read the difference before committing it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = sorted(
    path.relative_to(ROOT)
    for pattern in ("**/*.yaml", "exports/*.*", "exports/*/agent.json")
    for path in ROOT.glob(f"samples/{pattern}")
    if path.is_file() and path.suffix not in {".out", ".svg"}
)


def main() -> None:
    """Lint and draw every sample, from the root of the checkout."""
    for sample in dict.fromkeys(SAMPLES):
        linted = subprocess.run(
            [sys.executable, "-m", "ivrlint", "--color", "never", str(sample)],
            cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        if linted.returncode > 1:
            sys.exit(f"{sample}: {linted.stderr}")
        (ROOT / sample).with_suffix(".out").write_text(linted.stdout, encoding="utf-8")
        drawing = [sys.executable, "-m", "ivrlint", "draw", str(sample), "-o", str(sample.with_suffix(".svg"))]
        subprocess.run(drawing, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
