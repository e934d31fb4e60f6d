"""ivrlint: a usability linter for phone trees.

`load` reads a flow, `lint` finds what callers will suffer from, `draw` makes a diagram. Nothing here prints,
and nothing is raised for a flow that is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike

    from ivrlint.finding import Finding, Severity
    from ivrlint.flow import Flow

    AnyPath = str | PathLike[str]

__version__ = "0.1.0"

__all__ = ["Finding", "Flow", "Severity", "__version__", "draw", "lint", "load"]


def load(path_or_text: AnyPath) -> Flow:
    """Read a flow from a file, or from a text (a str that holds a line break or begins with `{`).

    A flow that is wrong has `problems`; what cannot be read as one flow at all has one problem and no steps.
    The files that a flow in a file leads to are its `others`.
    """
    import os

    from ivrlint.flow import Flow, Problem, Refusal
    from ivrlint.linting import place_of
    from ivrlint.readers.files import read_paths, read_text

    given = os.fspath(path_or_text)
    is_text = isinstance(path_or_text, str) and ("\n" in given or given.lstrip().startswith("{"))
    reading = read_text(given, "<text>") if is_text else read_paths([given])
    if len(reading.flows) == 1:
        return next(iter(reading.flows.values()))
    refusal = next(iter(reading.problems), Refusal(given, "is a folder of several flows; name one of them"))
    mark = place_of(refusal)
    return Flow(file=refusal.file, format="", mark=mark, problems=(Problem(refusal.message, mark),))


def lint(
    paths: AnyPath | Iterable[AnyPath],
    rules: AnyPath | Iterable[AnyPath] = (),
    profile: str = "",
    *,
    config: AnyPath = "",
    isolated: bool = False,
) -> tuple[Finding, ...]:
    """What callers will suffer from in these files, and in all flows below these folders; sorted by place.

    A file that cannot be read is a finding of the rule `format`. `rules` are folders of your own rules, used beside those of
    ivrlint and of the configuration. As on the command line, the nearest configuration above each file holds, unless `config`
    names one for all files or `isolated` wants none; a `profile` takes the place of what it extends. What comments and
    configurations suppress is left out. Findings that say the same, which reports tell as one, are all there; their `group` is
    the same. Whatever is wrong with a configuration or a rule file is a ValueError that names the places, and so is a profile
    that does not exist.
    """
    import os
    from time import strftime

    from ivrlint.config.choices import Choices
    from ivrlint.config.loading import profile_names
    from ivrlint.config.settings import Configurations
    from ivrlint.linting import lint_paths, unread
    from ivrlint.suppressing.configured import suppressed

    if profile and profile not in profile_names():
        raise ValueError(f"there is no profile {profile!r}; there are: {', '.join(profile_names())}")
    if config and isolated:
        raise ValueError("config names a configuration, and isolated wants none")
    folders, several = ([each] if isinstance(each, str | os.PathLike) else each for each in (rules, paths))
    named = tuple(os.fspath(folder) for folder in folders)
    here = os.getcwd()  # noqa: PTH109 - a text is wanted
    configurations = Configurations(
        Choices(here=here, profile=profile, config=os.fspath(config), isolated=isolated, folders=named)
    )
    report = lint_paths([os.fspath(path) for path in several], configurations.terms, passed_over=configurations.passes_over)
    if configurations.problems:
        raise ValueError("\n".join(map(str, configurations.problems)))
    told = suppressed(report, configurations, strftime("%Y-%m-%d")).findings
    return tuple(sorted((*told, *map(unread, report.problems)), key=lambda finding: finding.order))


def draw(flow: Flow, findings: Sequence[Finding] = ()) -> str:
    """The diagram of a flow, with numbered badges for those of the `findings` that are about it, as DOT text."""
    from ivrlint.diagram import dot
    from ivrlint.linting import analyses_of, analysis_of_all
    from ivrlint.together import together

    calls = [analysis.facts.call for analysis in analyses_of(flow)]
    analysis = analysis_of_all(flow)
    drawn = None if analysis is None else dot(analysis, together(findings), calls=calls if len(calls) > 1 else ())
    return drawn if isinstance(drawn, str) else "digraph ivr {\n}\n"


def __getattr__(name: str) -> object:
    """The classes of the public API, imported when they are asked for, so that the command line starts fast."""
    import importlib

    homes = {"Finding": "ivrlint.finding", "Flow": "ivrlint.flow", "Severity": "ivrlint.finding"}
    if name not in homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(homes[name]), name)
