"""A run of only what changed: the flows that differ from a revision of git, as they are and as they were."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from ivrlint.cli.output import complain
from ivrlint.config.nearest import NAMES
from ivrlint.config.settings import Configurations
from ivrlint.finding import Finding
from ivrlint.fingerprints import identity
from ivrlint.flow import replace
from ivrlint.linting import collector_off, lint_flows
from ivrlint.report import Report
from ivrlint.revisions import Git, NoHistoryError, Past, Readings, difference, readings
from ivrlint.stopwatch import Stopwatch


def run_since(given: Mapping[str, Any], configurations: Configurations, watch: Stopwatch) -> tuple[Report, Report]:
    """What is found now in the flows that have changed, and what is found in them as they were."""
    if "-" in given["files"]:
        raise click.UsageError("What is read from standard input has no revisions: --since needs files or folders.")
    try:
        with collector_off():
            read = watch.call("read", lambda: _read(given, configurations))
            now = lint_flows(
                read.now,
                lambda file, linked: watch.call("rules", lambda: configurations.terms(file, linked)),
                calls=not given["no_calls"],
                watch=watch,
            )
            then = lint_flows(
                read.then, lambda file, linked: configurations.terms(read.names.get(file, file), linked), calls=False
            )
    except NoHistoryError as error:
        raise click.ClickException(f"--since {given['since']}: {error}") from error
    graded = not configurations.choices.select
    if not now.judged and not now.problems and not configurations.problems:
        complain([f"no flow that is named differs from {given['since']}"])
    return replace(now, graded=graded), replace(_renamed(then, read.names), graded=graded)


def _read(given: Mapping[str, Any], configurations: Configurations) -> Readings:
    """The flows that have changed."""
    here = configurations.choices.here
    git = Git(_folder(here, given["files"][0]), os.environ)
    changes = difference(git, git.commit(given["since"]))
    with git.contents() as contents, TemporaryDirectory() as room:
        past = Past(changes, contents, room, here)
        for path in given["files"]:
            if not past.inside(path):
                raise NoHistoryError(f"{path} lies outside the repository {git.top}")
        return readings(
            given["files"],
            past,
            only_flows=given["if_flow"],
            format_=given["format_"] or "",
            passed_over=configurations.passes_over,
            also=lambda file: _judged_otherwise(configurations, past, file),
        )


def _folder(here: str, path: str) -> str:
    """The nearest folder above a path that is there."""
    folder = Path(here, path)
    return str(next(each for each in (folder, *folder.parents) if each.is_dir()))


def _judged_otherwise(configurations: Configurations, past: Past, file: str) -> bool:
    """Whether the configuration of a file has changed, or rules that it brings, which may be wrong now."""
    settings = configurations.of(file)
    if any(past.differs(config.file) for config in settings.configs):
        return True
    inside = past.inside(file)
    above = (path.rpartition("/")[0] for path in past.changed if path.rpartition("/")[2] in NAMES)
    if any(not folder or inside.startswith(f"{folder}/") for folder in above):
        return True
    folders = [f"{past.inside(folder)}/" for folder in settings.ground.folders if past.inside(folder)]
    return any(path.startswith(folder) for folder in folders for path in past.changed)


def _renamed(report: Report, names: Mapping[str, str]) -> Report:
    """A report of then under the names of now."""

    def moved(finding: Finding) -> Finding:
        file = finding.mark.file
        if file not in names:
            return finding
        return replace(finding, mark=finding.mark._replace(file=names[file]), step=identity(finding).step)

    return replace(
        report,
        findings=tuple(map(moved, report.findings)),
        judged={names.get(file, file): ids for file, ids in report.judged.items()},
        remarks=tuple(
            remark._replace(mark=remark.mark._replace(file=names.get(remark.mark.file, remark.mark.file)))
            for remark in report.remarks
        ),
    )
