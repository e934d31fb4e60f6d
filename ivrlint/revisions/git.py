"""Questions to git, by its own command. Whatever goes wrong is one sentence that says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from types import TracebackType
from typing import IO, Self

DEEPER = (
    "in GitHub Actions give actions/checkout `fetch-depth: 0`, in GitLab set GIT_DEPTH to 0, in Azure Pipelines `fetchDepth: 0`; "
    "elsewhere run `git fetch --unshallow`"
)


class NoHistoryError(Exception):
    """Git cannot say how the files were before, and why."""


class Git:
    """Git, asked in the repository that a folder belongs to. `top` is the folder of its working tree, without links."""

    def __init__(self, folder: str, environment: Mapping[str, str]) -> None:
        found = shutil.which("git", path=environment.get("PATH"))
        if not found:
            raise NoHistoryError("git is not installed, or not on the PATH, and nothing else knows what has changed")
        self._git, self._folder, self._environment = found, folder, _of_nobody(environment)
        self.top = os.path.realpath(os.fsdecode(self("rev-parse", "--show-toplevel")).removesuffix("\n"))
        self._folder = self.top

    def __call__(self, *args: str, given: bytes = b"", environment: Mapping[str, str] | None = None) -> bytes:
        """What a command of git prints. It changes nothing, not even the index."""
        env = {**self._environment, **(environment or {})}
        done = subprocess.run(self._command(*args), input=given, capture_output=True, check=False, env=env)  # noqa: S603
        if done.returncode:
            raise NoHistoryError(_reason(done.stderr, self._folder))
        return done.stdout

    def commit(self, revision: str) -> str:
        """The commit that a revision names. With three dots behind it, it is where the current branch has left that revision."""
        name = revision.removesuffix("...")
        commit = self._commit(name)
        if name == revision:
            return commit
        try:
            return os.fsdecode(self("merge-base", commit, self._commit("HEAD"))).strip()
        except NoHistoryError:
            raise NoHistoryError(f"HEAD and {name} have no commit in common{self._if_shallow()}") from None

    def contents(self) -> Contents:
        """A way to the contents of objects."""
        return Contents(self._command("cat-file", "--batch"), self._environment)

    def names(self) -> list[str]:
        """The names of branches and tags."""
        return os.fsdecode(self("for-each-ref", "--format=%(refname:short)")).splitlines()

    def _commit(self, name: str) -> str:
        try:
            return os.fsdecode(self("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")).strip()
        except NoHistoryError:
            raise NoHistoryError(f"git knows no revision {name!r}{self._if_shallow() or self._near(name)}") from None

    def _near(self, name: str) -> str:
        """What may have been meant by a name that nothing has."""
        from difflib import get_close_matches

        first, dots, _ = name.partition("..")
        if dots:
            return f": give one, such as {first or 'HEAD'}...; it is compared with what lies on the disk"
        if any(sign in name for sign in "~^@:"):
            return ""
        names = {short: each for each in self.names() for short in (each.rpartition("/")[2], each)}
        near = get_close_matches(name, names, 1)
        return f"; did you mean {names[near[0]]!r}?" if near else ""

    def _if_shallow(self) -> str:
        shallow = self("rev-parse", "--is-shallow-repository").strip() == b"true"
        return f": this clone has only the latest commits; {DEEPER}" if shallow else ""

    def _command(self, *args: str) -> list[str]:
        return [self._git, "--no-optional-locks", "-c", "diff.autoRefreshIndex=false", "-C", self._folder, *args]


class Contents:
    """The contents of objects, by their ids; git is started when the first one is asked for."""

    def __init__(self, command: list[str], environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, environment
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()

    def of(self, blob: str) -> bytes:
        """The content of a file by the id of its object."""
        into, out = self._pipes()
        try:
            into.write(f"{blob}\n".encode())
            into.flush()
            _, _, size = out.readline().split()
        except (OSError, ValueError):
            raise NoHistoryError(
                f"git cannot give the content of the object {blob}: the repository is broken, or has not everything it needs"
            ) from None
        data = out.read(int(size))
        out.read(1)
        return data

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self._environment
            )
        into, out = self._process.stdin, self._process.stdout
        assert into is not None  # noqa: S101 - both are pipes
        assert out is not None  # noqa: S101
        return into, out


def _of_nobody(environment: Mapping[str, str]) -> Mapping[str, str]:
    """An environment in which git finds the repository by the folder: hooks run with that of the one that they belong to."""
    if "GIT_WORK_TREE" in environment:
        return environment
    return {name: value for name, value in environment.items() if name not in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX")}


def _reason(told: bytes, folder: str) -> str:
    """What git complains of, in one line."""
    lines = os.fsdecode(told).splitlines() or ["it does not say why"]
    first = lines[0].removeprefix("fatal: ").removeprefix("error: ")
    if first.startswith("not a git repository"):
        return f"{folder} lies in no git repository"
    return f"git refuses: {first}"
