"""From DOT text to a picture, by whichever engine is there.

The packaged engine comes with ivrlint; a Graphviz of the system is used when it is newer, and for PDF.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from ivrlint.diagram.fit import A3
from ivrlint.flow.tuples import NamedTuple

KINDS = ("svg", "png", "pdf", "dot")
"""The kinds of picture that can be asked for."""

TIME_LIMIT = 60.0
"""Seconds that one attempt of an engine may take; large pictures of ivrlint take two."""

_PACKAGED = "graphviz-pure"
_INSTALL = "install Graphviz (https://graphviz.org/download/), so that its command dot is found"


class NotDrawn(NamedTuple):
    """Why there is no picture, in one sentence for the user."""

    message: str


class Engine(NamedTuple):
    """A program that lays out DOT text, and the version of Graphviz that it is or follows."""

    path: str
    version: tuple[int, ...]
    packaged: bool

    @property
    def name(self) -> str:
        """The engine as messages call it."""
        return _PACKAGED if self.packaged else f"dot {'.'.join(map(str, self.version))}".strip()


def render(dot: str | NotDrawn, kind: str, *, time_limit: float = TIME_LIMIT) -> bytes | NotDrawn:
    """The picture as the bytes of a file of this kind, or why there is none. What was not drawn before stays so."""
    if isinstance(dot, NotDrawn):
        return dot
    if kind not in KINDS:
        return NotDrawn(f'"{kind}" is not a kind of picture that can be drawn; choose one of {", ".join(KINDS)}')
    text = dot.encode("utf-8", "replace")
    if kind == "dot":
        return text
    engines = engines_for(kind)
    if not engines and kind == "pdf":
        return NotDrawn(f"PDF cannot be drawn by the engine that comes with ivrlint: {_INSTALL}, or choose svg or png")
    problem = f"no engine is there to draw {kind}: install {_PACKAGED} with pip, or {_INSTALL}; dot needs no engine"
    for engine in engines:
        result = _attempts(engine, text, _options(dot, kind), time_limit)
        if isinstance(result, bytes):
            return result
        problem = result
    return NotDrawn(problem)


def engines_for(kind: str) -> list[Engine]:
    """The engines that can draw this kind, the preferred one first."""
    found = [engine for engine in _engines() if kind != "pdf" or not engine.packaged]
    return sorted(found, key=lambda engine: (engine.version, engine.packaged), reverse=True)


def _engines() -> Iterator[Engine]:
    from shutil import which

    for path, packaged in ((_packaged(), True), (which("dot"), False)):
        if path:
            version = _version(path)
            if version:
                yield Engine(path, version, packaged)


def _packaged() -> str | None:
    """The program of the packaged engine: beside the running Python, where pip puts commands, or where pip says it is."""
    import sysconfig
    from shutil import which

    folders = [
        str(Path(sys.executable).parent),
        sysconfig.get_path("scripts"),
        sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user")),
    ]
    for folder in folders:
        path = which(_PACKAGED, path=folder)
        if path:
            return path
    return _recorded() or which(_PACKAGED)


def _recorded() -> str | None:
    from importlib import metadata

    try:
        files = metadata.files(_PACKAGED) or []
    except metadata.PackageNotFoundError:
        return None
    programs = (file.locate() for file in files if file.stem == _PACKAGED and file.suffix in ("", ".exe"))
    return next((str(program) for program in programs if Path(str(program)).is_file()), None)


def _version(path: str) -> tuple[int, ...]:
    """The version of Graphviz that a program is or follows; empty when it cannot be run."""
    import subprocess

    try:
        told = subprocess.run([path, "-V"], capture_output=True, timeout=10, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ()
    text = (told.stdout + told.stderr).decode("utf-8", "replace")
    found = re.search(r"port of Graphviz ([\d.]+)", text) or re.search(r"graphviz version ([\d.]+)", text)
    return tuple(int(part) for part in found[1].split(".") if part) if found else ()


def _options(dot: str, kind: str) -> list[str]:
    """Pictures that fit a sheet get enough dots to be read when printed; larger ones as many as a screen shows."""
    dense = "150" if f'size="{A3}"' in dot else "96"
    return [f"-T{kind}", *([f"-Gdpi={dense}"] if kind == "png" else [])]


def _attempts(engine: Engine, text: bytes, options: list[str], time_limit: float) -> bytes | str:
    """The picture, at the second attempt without frames around other files; or what went wrong."""
    import subprocess

    problem = ""
    for more in ([], ["-Gclusterrank=none"]):
        try:
            done = subprocess.run(  # noqa: S603
                [engine.path, *options, *more], input=text, capture_output=True, timeout=time_limit, check=False
            )
        except subprocess.TimeoutExpired:
            return (
                f"{engine.name} did not finish the picture within {time_limit:g} s; draw a part of it (--focus STEP --within N)"
            )
        except OSError:
            return f"{engine.name} could not be started ({engine.path})"
        if done.returncode == 0 and done.stdout:
            return done.stdout
        problem = f"{engine.name} could not draw the picture (exit status {done.returncode}); the kind dot still works"
    return problem
