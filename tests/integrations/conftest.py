"""ivrlint as users have it: the built wheel, installed in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from machine import ROOT, run


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel; it is built once, and without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--quiet", "--outdir", str(folder), str(ROOT)]
    built = run(folder, *build)
    assert built.returncode == 0, built.stdout + built.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="session")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it. The libraries that it needs are those of the tests; the checkout is out of sight."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "--disable-pip-version-check"]
    installed = run(folder, *pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel))
    assert installed.returncode == 0, installed.stderr
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def programs(environment: Path) -> Path:
    """The folder with the command `ivrlint` in it."""
    folder = environment / "bin"
    where = run(folder, folder / "python", "-c", "import ivrlint; print(ivrlint.__file__)")
    assert where.stdout.startswith(str(environment)), where.stdout + where.stderr
    return folder


@pytest.fixture
def python(programs: Path, tmp_path: Path) -> Path:
    """A Python whose new environments have the wheel of the tests at once; what its pip is told is written down."""
    shim = tmp_path / "python"
    shim.write_text(
        f"""#!/bin/sh
if [ "$2" = venv ]; then
  mkdir -p "$3/bin" && ln -s "{programs}/ivrlint" "$3/bin/ivrlint" && cp "$0" "$3/bin/python"
elif [ "$2" = pip ]; then
  echo "$@" >> "{tmp_path}/pip"
else
  exec "{programs}/python" "$@"
fi
""",
        encoding="utf-8",
    )
    shim.chmod(0o755)
    return shim
