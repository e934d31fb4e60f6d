"""A phone menu as its author wrote it, whatever the file format, with the place of every part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ivrlint.flow.steps import (
    AnyStep,
    Assignment,
    Case,
    Check,
    Collect,
    Handler,
    HangUp,
    Mark,
    Menu,
    Message,
    Option,
    Prompt,
    Return,
    Run,
    Say,
    Set,
    Step,
    Target,
    Transfer,
    Unknown,
    Visit,
)
from ivrlint.flow.tuples import NamedTuple
from ivrlint.flow.value import Kind, Value, field, fields, replace

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "AnyStep",
    "Assignment",
    "Case",
    "Check",
    "Collect",
    "Entry",
    "Flow",
    "Handler",
    "HangUp",
    "Kind",
    "Mark",
    "Menu",
    "Message",
    "Option",
    "Problem",
    "Promises",
    "Prompt",
    "Refusal",
    "Return",
    "Run",
    "Say",
    "Set",
    "Step",
    "Target",
    "Transfer",
    "Unknown",
    "Value",
    "Visit",
    "field",
    "fields",
    "replace",
]


class Problem(NamedTuple):
    """Something wrong in a file that was recognised as a flow."""

    message: str
    mark: Mark


class Refusal(NamedTuple):
    """Why a file cannot be read as a flow at all; `line` and `column` are 0 when no place can be named.

    `foreign` says that the file is of no format that ivrlint knows, rather than a broken flow, and `no_calls`
    that it is a flow which is not answered by phone: folders may hold such files.
    """

    file: str
    message: str
    line: int = 0
    column: int = 0
    foreign: bool = False
    no_calls: bool = False


class Entry(NamedTuple):
    """Where a call comes in: a flow has one, or one for each number it answers."""

    name: str
    start: str
    mark: Mark


class Promises(NamedTuple):
    """What the author promises callers: seconds and presses to a person at the most, None where nothing is promised."""

    mark: Mark
    person_within: float | None = None
    person_within_mark: Mark | None = None
    presses_to_person: int | None = None
    presses_to_person_mark: Mark | None = None


class Flow(Value, metaclass=Kind):
    """One file of menus.

    `steps` is in the order of the file. `problems` lists everything that is wrong with the file. `others` holds the other
    flows of the run by resolved path, so that `other.yaml#step` can be followed. `wants` are the paths of files that
    belong to this one, to be read if they exist; `texts` is the content of further files that the flow was made of. Calls
    come into a `part` only from other flows of the run. Without `says_operator_key` the key is the usual one. `in_a_row` is
    how often in a row the platform comes to the same step before it ends the call, 0 where it sets no such limit. `source`
    is what its reader keeps of the file until all files of the run are read and linked.
    """

    file: str
    format: str
    mark: Mark
    name: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()
    operator_key: str = "0"
    says_operator_key: bool = False
    promises: Promises | None = None
    steps: Mapping[str, AnyStep] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    others: Mapping[str, Flow] = field(default_factory=dict, repr=False, compare=False)
    wants: tuple[str, ...] = ()
    texts: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    part: bool = False
    in_a_row: int = 0
    source: object = field(default=None, repr=False, compare=False)

    @property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The flow as a networkx graph, one node a step and one edge an exit with `how`, `label` and `seconds`."""
        from ivrlint.analysis import networkx_graph

        return networkx_graph(self)
