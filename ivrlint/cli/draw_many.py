"""Drawing many flows: the pictures that are not current, or a list of them."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from ivrlint.cli import FOUND, OK, UNUSABLE, bug
from ivrlint.cli.drawing import Asked, drawn
from ivrlint.cli.output import complain, not_an_input, write_text
from ivrlint.cli.pictures import MISSING, Place, State, redraw, state
from ivrlint.cli.sources import mistakes, read, refusals
from ivrlint.config.settings import Configurations
from ivrlint.diagram import NotDrawn
from ivrlint.flow import Flow
from ivrlint.readers.files import Reading
from ivrlint.reporters.wording import count


def draw_many(given: Mapping[str, Any], place: Place, asked: Asked, configurations: Configurations) -> int:
    """Draw what is not current of the flows that are named, or only tell of it with --check; give the exit code."""
    files, format_ = given["files"], given["format_"]
    if "-" in files:
        raise click.UsageError("Standard input lies in no folder: name its picture after -o.")
    if asked.entry or asked.focus:
        raise click.UsageError("--entry and --focus draw a part of one flow: name its picture after -o (-o part.svg).")
    reading = read(files, given["stdin_filename"], format_, only_flows=given["if_flow"], passed_over=configurations.passes_over)
    complain(refusals(reading.problems))
    drawer = _Drawer(asked, configurations, draws=not given["check"])
    for file, its in drawer.places(sorted(reading.flows), given["kinds"] or ("svg",), place).items():
        paths = [path for path in its if given["missing"] or os.path.lexists(path)]
        if not paths:
            continue
        try:
            alone = read([file], "", format_)  # a picture does not depend on what else is named
            for path in paths:
                not_an_input(path, alone.texts)
            if file in alone.flows:
                drawer.take(alone, alone.flows[file], paths)
            elif file in files and not given["if_flow"]:
                complain(refusals(alone.problems))
        except click.ClickException:
            raise
        except Exception as error:  # noqa: BLE001 - the pictures of the others can be drawn all the same
            drawer.worst = bug(file, error)
    left = list(place.leftovers([file for file in files if Path(file).is_dir()]))
    write_text(_told(drawer.states, left, given))
    worst = max(UNUSABLE, drawer.worst) if reading.problems else drawer.worst
    changed = any(each.told for each in drawer.states)
    return max(worst, FOUND if (changed and (given["check"] or given["fail_on_change"])) or (left and given["check"]) else OK)


class _Drawer:
    """Takes one flow after another. `states` are those of all its pictures, `worst` is the exit code so far."""

    def __init__(self, asked: Asked, configurations: Configurations, *, draws: bool) -> None:
        self.states: list[State] = []
        self.worst = OK
        self._asked = asked
        self._configurations = configurations
        self._draws = draws

    def places(self, files: Sequence[str], kinds: Sequence[str], place: Place) -> Mapping[str, Sequence[str]]:
        """Where the pictures of each flow go. Two flows cannot share one, and have none then."""
        owners: dict[str, list[str]] = {}
        for file in files:
            for kind in dict.fromkeys(kinds):
                path = place.of(file, kind)
                if path:
                    owners.setdefault(path, []).append(file)
                else:
                    self._wrong(f"{file}: lies outside of the current folder, and so has no place in {place.folder}")
        result: dict[str, list[str]] = {}
        for path, its in owners.items():
            if len(its) > 1:
                self._wrong(f"{path}: would be the picture of {' and of '.join(its)}; draw each with -o FILE")
            else:
                result.setdefault(its[0], []).append(path)
        return result

    def take(self, reading: Reading, flow: Flow, paths: Sequence[str]) -> None:
        """Draw the pictures of a flow that are not current, or look at them."""
        complain(mistakes(flow))
        self.worst = max(self.worst, FOUND if flow.problems else OK)
        for path in paths:
            whole = path.endswith(".dot")
            diagram = drawn(flow, reading, self._configurations, self._asked._replace(everything=self._asked.everything or whole))
            if isinstance(diagram, NotDrawn):
                complain([f"{flow.file}: {diagram.message}"])
                continue
            found = state(path, flow, diagram)
            if found.told and self._draws:
                failed = found.told if found.foreign else redraw(path, flow, diagram)
                if failed:
                    self._wrong(f"{path}: {failed}")
                    continue
                complain([f"{flow.file}: {diagram.left_out}"] if diagram.left_out else ())
            self.states.append(found)

    def _wrong(self, message: str) -> None:
        complain([message])
        self.worst = max(self.worst, UNUSABLE)


def _told(states: Sequence[State], left: Sequence[State], given: Mapping[str, Any]) -> Iterator[str]:
    check = given["check"]
    changed = [each for each in states if each.told]
    for each in (*changed, *left):
        why = "new" if each.told == MISSING else each.told
        yield f"{each.path}: {each.told}" if check or each in left else f"{each.path}: drawn ({why})"
    total, current = count(len(states), "picture"), len(states) - len(changed)
    if not check:
        yield f"{count(len(changed), 'picture')} drawn, {current} {'was' if current == 1 else 'were'} current"
        if changed and given["fail_on_change"]:
            yield f"stage what was drawn, and commit again: {shlex.join(['git', 'add', *(each.path for each in changed)])}"
    elif not changed:
        yield f"{total}: all current{f', {len(left)} left over' if left else ''}"
    elif all(each.foreign for each in changed):
        yield f"{len(changed)} of {total} not current"
    else:
        yield f"{len(changed)} of {total} not current; to draw what is not: {_without_check()}"


def _without_check() -> str:
    """The command line of this run, but drawing."""
    context = click.get_current_context()
    words = ["ivrlint", "draw"]
    for option in context.command.params:
        given = context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE
        if not given or not isinstance(option, click.Option) or option.name == "check":
            continue
        value = context.params[option.name or ""]
        name = (option.opts if value or not option.secondary_opts else option.secondary_opts)[0]
        values = value if option.multiple else [value]
        words += [name] if option.is_flag else [part for each in values for part in (name, str(each))]
    if "--beside" not in words and "-o" not in words:
        words.append("--beside")
    return shlex.join([*words, *context.params["files"]])
