"""From a file to its flow, and from all flows of a run to flows that lead to one another."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence

from ivrlint.flow import AnyStep, Entry, Flow, Problem, Refusal
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.amazon_connect.actions import as_map, plain, read_actions, short
from ivrlint.readers.amazon_connect.documents import VERSION, Found, find
from ivrlint.readers.amazon_connect.draft import HOLD_LOOP, Draft, listens_to_chats, notices_nothing, simplify
from ivrlint.readers.amazon_connect.foreign import tidy, translate
from ivrlint.readers.amazon_connect.labels import Taken, clean, filled_in, name_actions
from ivrlint.readers.amazon_connect.legacy import read_modules
from ivrlint.readers.amazon_connect.linking import Directory, families, wanted
from ivrlint.readers.amazon_connect.loops import Loops
from ivrlint.readers.amazon_connect.steps import WAITING, Maker
from ivrlint.readers.amazon_connect.voices import DEFAULT
from ivrlint.readers.tree import At, List, mark

FORMAT = "amazon-connect"

_NO_CALLS = {
    "agentwhisper": "it is what an agent hears before a call",
    "customerwhisper": "it is what a caller hears just before an agent answers",
    "outboundwhisper": "it is what a customer hears who is called",
    "agenthold": "it is what an agent hears on hold",
    "customerhold": "it is what a caller hears whom an agent has put on hold",
    "agenttransfer": "it is what an agent hears who transfers a call to another one",
    "transfertoagent": "it is what an agent hears who transfers a call to another one",
    "queuetransfer": "it is what an agent hears who transfers a call to a queue",
    "transfertoqueue": "it is what an agent hears who transfers a call to a queue",
    "campaign": "it belongs to outgoing calls",
}
"""Flows in which nobody finds a way, and why."""


class Source(NamedTuple):
    """What is kept of a file to build its flow: its flows, each with its counters, and what is wrong in the file."""

    drafts: Sequence[tuple[Draft, Loops]]
    problems: Sequence[Problem]
    wants: tuple[str, ...]


def read(text: str, file: str) -> Flow | Refusal:
    """The flow of a file, or of all flows in it together; `source` keeps what is needed to link it with others."""
    found = find(text, file)
    if isinstance(found, Refusal):
        return found
    drafts: list[Draft] = []
    refusals: list[Refusal] = []
    for each in found.flows:
        draft = _draft(each, file)
        if isinstance(draft, Refusal):
            refusals.append(draft)
        else:
            drafts.append(draft)
    if not drafts:
        return next((refusal for refusal in refusals if not refusal.no_calls), refusals[0])
    problems = [*found.problems]
    problems += [Problem(each.message, mark(file, _dot(each.line, each.column))) for each in refusals if not each.no_calls]
    counted = [(draft, _prepare(draft, several=len(drafts) > 1)) for draft in _named_apart(drafts)]
    problems += [problem for draft in drafts for problem in draft.problems]
    if all(notices_nothing(draft) for draft in drafts):
        at = drafts[0].mark
        return Refusal(file, "this flow is for chats: with a call it does nothing but end it", at.line, at.column, no_calls=True)
    source = Source(counted, problems, wanted(drafts))
    return _flow(source, Directory(drafts))


def link(flows: Mapping[str, Flow]) -> Mapping[str, Flow | Refusal]:
    """All flows anew, so that transfers, modules and the flows of waiting callers lead into other files of the run."""
    sources = {file: flow.source for file, flow in flows.items() if isinstance(flow.source, Source)}
    result: dict[str, Flow | Refusal] = dict(flows)
    if len(sources) < 2:
        return result
    drafts = {file: [draft for draft, _ in source.drafts] for file, source in sources.items()}
    directory = Directory(draft for of_file in drafts.values() for draft in of_file)
    family = families(directory, drafts)
    sizes = Counter(family.values())
    attributes: dict[str, dict[str, None]] = {}
    for file, leader in family.items():
        if sizes[leader] > 1:
            attributes.setdefault(leader, {}).update(dict.fromkeys(_attributes(drafts[file])))
    for file, leader in family.items():
        if sizes[leader] > 1:
            result[file] = _flow(sources[file], directory, tuple(attributes[leader]))
    return result


def _draft(found: Found, file: str) -> Draft | Refusal:
    """One flow as it is written, or why no call comes in there."""
    tree = found.tree
    metadata = as_map(tree.get("metadata") if "modules" in tree else tree.get("Metadata"))
    kind = (found.kind or plain(metadata.get("type")) or plain(tree.get("type"))).lower().replace("_", "")
    key = "start" if "modules" in tree else "StartAction"
    at = short(tree.value_at.get(key, tree.at))
    problems: list[Problem] = []
    if isinstance(tree.get("Actions"), List):
        actions = read_actions(tree, file, problems)
        version = tree.get("Version")
        if version != VERSION and version is not None:
            told = f"the version of the Flow language is {VERSION}, not {plain(version)[:40]!r}"
            problems.append(Problem(told, mark(file, short(tree.value_at["Version"]))))
        translate(actions, problems)
    else:
        actions = read_modules(tree, file, problems)
    tidy(actions)
    types = {action.type for action in actions.values()}
    if found.kind == "module" or (not kind and ("Settings" in tree or "EndFlowModuleExecution" in types)):
        kind = "module"
    elif not kind and types & {HOLD_LOOP, "DequeueContactAndTransferToQueue"}:
        kind = "customerqueue"
    if kind in _NO_CALLS:
        return Refusal(file, f"no call comes in at this flow: {_NO_CALLS[kind]}", *at[:2], no_calls=True)
    if listens_to_chats(actions.values()):
        return Refusal(file, "this flow is for chats: it has chats analysed and no calls", *at[:2], no_calls=True)
    start = tree.get(key)
    if not actions:
        return Refusal(file, "this flow has no actions", *at[:2])
    if not isinstance(start, str) or not start:
        return Refusal(file, f"`{key}` must name the action with which the flow begins", *at[:2])
    title = clean(filled_in(found.title or plain(metadata.get("name"))))
    place = mark(file, at)
    return Draft(file, title, kind, found.ids, actions, start, place, place, problems)


def _named_apart(drafts: list[Draft]) -> list[Draft]:
    """The flows of a file with titles of their own, where it holds several."""
    if len(drafts) > 1:
        taken = Taken()
        for number, draft in enumerate(drafts, 1):
            draft.title = taken.unique(draft.title or f"flow {number}")
    return drafts


def _prepare(draft: Draft, *, several: bool) -> Loops:
    """Name the steps of a flow, and leave only the ways that callers can take."""
    if several:
        draft.prefix = f"{draft.title}: "
    name_actions(draft.actions.values(), draft.prefix)
    simplify(draft)
    if draft.start not in draft.actions:
        draft.problems.append(Problem(f"calls come in at {draft.start!r}, which does not exist", draft.start_mark))
    return Loops(draft)


def _attributes(drafts: Sequence[Draft]) -> list[str]:
    from ivrlint.readers.amazon_connect.data import Data

    return [name for draft in drafts for name in Data(draft).attributes]


def _flow(source: Source, directory: Directory, attributes: tuple[str, ...] = ()) -> Flow:
    """The flow of a file, with its steps linked through the directory."""
    steps: dict[str, AnyStep] = {}
    problems = list(source.problems)
    languages = []
    entries = []
    led_to = _led_to(source, directory)
    for draft, loops in source.drafts:
        maker = Maker(draft, loops, directory, attributes)
        steps.update(maker.steps())
        problems += maker.problems
        first = draft.actions.get(draft.start)
        start = draft.prefix + WAITING if maker.waits else first.name if first else " ".join(draft.start.split())
        entries.append((draft, Entry(_title(draft), start, draft.start_mark)))
        languages.append(_language(draft, maker))
    calls = [entry for draft, entry in entries if draft.kind != "module" and id(draft) not in led_to]
    calls = calls or [entry for draft, entry in entries if draft.kind != "module"] or [entry for _, entry in entries]
    first_draft = source.drafts[0][0]
    return Flow(
        file=first_draft.file,
        format=FORMAT,
        mark=first_draft.mark,
        name=first_draft.title if len(source.drafts) == 1 else "",
        language=languages[0],
        entries=tuple({entry.start: entry for entry in reversed(calls)}.values())[::-1],
        steps=steps,
        problems=tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.mark)),
        wants=source.wants,
        source=source,
    )


def _title(draft: Draft) -> str:
    return f"module {draft.title}".strip() if draft.kind == "module" else draft.title


def _led_to(source: Source, directory: Directory) -> set[int]:
    """The flows of a file to which others of the same file lead."""
    from ivrlint.readers.amazon_connect.linking import references

    found = set()
    for draft, _ in source.drafts if len(source.drafts) > 1 else ():
        for reference, shown in references(draft):
            other = directory.find(reference, shown)
            if other and other is not draft and other.file == draft.file:
                found.add(id(other))
    return found


def _language(draft: Draft, maker: Maker) -> str:
    """The language that callers hear first."""
    todo = deque([draft.start])
    seen = {draft.start}
    while todo:
        action = draft.actions.get(todo.popleft())
        if action is None:
            continue
        if action.text("Text", "SSML"):
            return maker.state(action).known("language") or DEFAULT
        heads = [way.to for way in action.ways() if way.to not in seen]
        seen.update(heads)
        todo.extend(heads)
    return DEFAULT


def _dot(line: int, column: int) -> At:
    return line or 1, column or 1, line or 1, (column or 1) + 1
