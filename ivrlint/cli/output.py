"""Where results go: to standard output, or into a file that is written whole or not at all."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from ivrlint.cli import UNUSABLE
from ivrlint.config.nearest import NAMES
from ivrlint.readers.content import reason
from ivrlint.reporters.paint import Paint

if TYPE_CHECKING:
    from ivrlint.config.settings import Configurations

STDOUT = "-"

TOGETHER = 200
"""Lines that are written at once: each writing has its price."""


class CannotWrite(click.ClickException):
    """The place where the output should go cannot be written."""

    exit_code = UNUSABLE

    def __init__(self, path: str, error: OSError) -> None:
        super().__init__(f"{path} cannot be written: {reason(error)}")


def write_text(lines: Iterable[str], path: str = STDOUT) -> None:
    """Write lines for people, in the encoding of their terminal."""
    if path == STDOUT:
        with _somebody_reads():
            ended = (f"{line}\n" for line in lines)
            while some := "".join(itertools.islice(ended, TOGETHER)):
                sys.stdout.write(some)
            sys.stdout.flush()
    else:
        write_file(path, _encoded(lines))


def write_data(data: bytes | Iterable[str], path: str = STDOUT) -> None:
    """Write lines for programs, always in UTF-8, or a picture."""
    data = data if isinstance(data, bytes) else _encoded(data)
    if path == STDOUT:
        with _somebody_reads():
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
    else:
        write_file(path, data)


def _encoded(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


@contextmanager
def _somebody_reads() -> Iterator[None]:
    """When nobody reads standard output any more, the rest is left."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_file(path: str, data: bytes) -> None:
    """Put `data` in the place of a file at once, so that nobody ever reads half of it."""
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            part.write_bytes(data)
            if target.exists():
                part.chmod(target.stat().st_mode)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(path, error) from error


def not_an_input(path: str, files: Iterable[str], configurations: Configurations | None = None) -> None:
    """Refuse to write over a file that is read, or that says what holds."""
    if path == STDOUT or not Path(path).exists():
        return
    for file in itertools.chain(files, configurations.files if configurations else ()):
        if Path(file).exists() and Path(path).samefile(file):
            raise click.UsageError(f"{path} is read: it would be replaced by what is written. Name another file.")
    if PurePath(path).name in NAMES:
        raise click.UsageError(f"{path} is a configuration: it would be replaced by what is written. Name another file.")


def kind_of(path: str, said: str | None, kinds: Sequence[str], usual: str) -> str:
    """The kind of file to write: what --format has `said`, or what the name of the file ends in; `usual` on standard output."""
    if path == STDOUT:
        return said or usual
    ending = PurePath(path).suffix.removeprefix(".").lower()
    if said and ending in kinds and ending != said:
        raise click.UsageError(f"{path} ends in .{ending}, and --format says {said}: leave --format out, or give another name.")
    if not said and ending not in kinds:
        raise click.UsageError(
            f"{path} should end in .{', .'.join(kinds[:-1])} or .{kinds[-1]}. Or say with --format what it is."
        )
    return said or ending


def paint_for(wish: str, path: str = STDOUT) -> Paint:
    """Colours as wished; when left to us, in a terminal only. NO_COLOR and FORCE_COLOR are honoured."""
    if wish != "auto":
        return Paint(wish == "always")
    if os.environ.get("NO_COLOR"):
        return Paint(False)
    if os.environ.get("FORCE_COLOR"):
        return Paint(True)
    return Paint(path == STDOUT and in_terminal() and os.environ.get("TERM") != "dumb")


def in_terminal() -> bool:
    """Whether standard output is read by a person."""
    return sys.stdout.isatty()


def complain(lines: Iterable[str]) -> None:
    """Say what is wrong, one line each, on standard error."""
    for line in lines:
        click.echo(line, err=True)
