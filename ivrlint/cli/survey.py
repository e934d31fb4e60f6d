"""What lies in a folder: flows, and what a configuration for them might say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from ivrlint.config.globs import escaped
from ivrlint.config.settings import Configurations
from ivrlint.config.skeleton import Suits
from ivrlint.finding import Severity
from ivrlint.flow.tuples import NamedTuple
from ivrlint.linting import analyses_of_file, lint_flows
from ivrlint.readers.files import Reading, read_paths
from ivrlint.reporters.wording import count
from ivrlint.rule import CONCERNS, load_rules
from ivrlint.together import together

DOUBTFUL = frozenset((
    "archive", "archived", "archives", "backup", "backups", "draft", "drafts", "example", "examples", "fixtures", "old", "sample",
    "samples", "temp", "test", "tests", "tmp",
))  # fmt: skip
"""Names of folders whose flows no caller may ever meet."""

STANDARDS = {"BR": "brazil", "IN": "india", "PT": "portugal", "ES": "spain", "US": "us-508"}
"""The standards of countries, by the end of the language."""

MOST = 5
"""Files that are named one by one."""


class Survey(NamedTuple):
    """What lies in a folder: how many flows, how many findings by their severity, and what suits."""

    flows: int
    found: Mapping[Severity, int]
    suits: Suits


def survey(folder: str, configurations: Configurations) -> Survey:
    """Look at all flows below a folder; all files are judged by what holds by these configurations."""
    reading = read_paths([folder])
    report = lint_flows(reading, configurations.terms, calls=False)
    suits = Suits(
        seen=tuple(_seen(reading)),
        profiles=dict(_profiles(reading)),
        exclude=dict(_exclude(reading, folder)),
        operator_key=_operator_key(reading),
        rule_folders=dict(_rule_folders(folder)),
    )
    return Survey(len(reading.flows), Counter(finding.severity for finding in together(report.findings)), suits)


def _seen(reading: Reading) -> Iterator[str]:
    flows = reading.flows.values()
    if not flows:
        yield "No flow was found here."
        return
    languages = Counter(flow.language or "not said" for flow in flows)
    yield f"Found here: {count(len(flows), 'flow')} ({_counted(Counter(flow.format for flow in flows))})."
    yield f"Languages: {_counted(languages)}."


def _counted(counter: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counter.items(), key=lambda item: (-item[1], item[0])))


def _profiles(reading: Reading) -> Iterator[tuple[str, str]]:
    from ivrlint.config.loading import load_profile

    regions = {flow.language.replace("_", "-").rpartition("-")[2].upper() for flow in reading.flows.values()}
    for region, name in STANDARDS.items():
        standard = load_profile(name)[0][-1].standard if region in regions else None
        if standard:
            yield name, standard.applies


def _exclude(reading: Reading, folder: str) -> Iterator[tuple[str, str]]:
    root = PurePosixPath(Path(folder).as_posix())
    inside = [PurePosixPath(file).relative_to(root) for file in reading.flows if PurePosixPath(file).is_relative_to(root)]
    outermost = (next((path.parents[-n] for n in range(2, len(path.parents) + 1) if path.parents[-n].name in DOUBTFUL), None)
                 for path in inside)  # fmt: skip
    for place, number in sorted(Counter(place for place in outermost if place).items()):
        yield f"/{escaped(str(place))}/", count(number, "flow")
    for refusal in reading.problems[:MOST]:
        path = PurePosixPath(refusal.file)
        if path.is_relative_to(root) and path != root:
            yield f"/{escaped(str(path.relative_to(root)))}", refusal.message


def _operator_key(reading: Reading) -> str:
    """The key of most options that lead to a person, where the usual one is that of none."""
    unsaid = [file for file, flow in reading.flows.items() if not flow.says_operator_key]
    keys = Counter(
        option.key
        for file in unsaid
        for analysis in analyses_of_file(reading, file)
        for option in analysis.facts.options
        if option.offers_person and option.reachable and len(option.key) == 1
    )
    return keys.most_common(1)[0][0] if keys and "0" not in keys else ""


def _rule_folders(folder: str) -> Iterator[tuple[str, bool]]:
    """The folders with folders in them that have the names of concerns and hold rules; and whether these have no mistakes."""
    for place in sorted(path for path in Path(folder).iterdir() if path.is_dir() and not path.name.startswith(".")):
        if any(any((place / concern).glob("*.yaml")) for concern in CONCERNS if (place / concern).is_dir()):
            yield place.name, not load_rules([place])[1]
