"""TwiML and static XML that is like it: TeXML, cXML (LaML), and Bandwidth's BXML."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from ivrlint.exits import exits_of
from ivrlint.flow import AnyStep, Case, Collect, Entry, Flow, Menu, Problem, Refusal, Target, Transfer, Unknown, replace
from ivrlint.readers import positioned_xml
from ivrlint.readers.circles import circles, come_to
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.twiml.building import QUEUE, Building, first_of
from ivrlint.readers.twiml.dialects import ALL_VERBS, BXML, TWIML, dialect_of, only_messages
from ivrlint.readers.twiml.document import Draft, candidates, fill, wants
from ivrlint.readers.twiml.makers import ELSEWHERE, steps_of
from ivrlint.readers.twiml.templates import as_xml, is_template
from ivrlint.readers.twiml.words import PLAYS, SPEAKS, spoken
from ivrlint.readers.whispers import takes_the_call

_ROOT = re.compile(
    r"\ufeff?(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*+)?>|\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}|<%.*?%>|#!?[^\n]*+\n)*+<(?:Response|Bxml)(?=[\s/>])",
    re.DOTALL,
)
_BEGINS = re.compile(r"(?i)index|main|start|welcome|incoming|inbound|answer|greeting|hello|entry|^voice\b|^ivr\b")
_TAG = re.compile(r"<([A-Za-z]\w*)(?=[\s/>])")


def recognise(text: str) -> bool:
    """Whether a text is a document of verbs, perhaps one that breaks further down."""
    root = _ROOT.match(text)
    return root is not None and any(tag[1] in ALL_VERBS for tag in _TAG.finditer(text, root.end()))


def read(text: str, file: str) -> Flow | Refusal:
    """A draft of one document; it becomes a flow when all documents of the run are known."""
    document = positioned_xml.parse(as_xml(text), file)
    if isinstance(document, Refusal):
        return document
    root = _response(document.root)
    if root is None:
        return Refusal(file, "holds no `Response`", *document.root.at[:2])
    dialect = dialect_of(root)
    if dialect not in (TWIML, BXML):
        return Refusal(file, f"this is the XML of {dialect}, which is not read: TwiML, TeXML, cXML and BXML are", *root.at[:2])
    draft = Draft(file, root, dialect, is_template(text), list(document.problems))
    fill(draft)
    why_not = _no_call(draft)
    if why_not:
        return Refusal(file, why_not, *root.at[:2], no_calls=True)
    _complain(draft)
    return Flow(file=file, format="twiml", mark=root.mark(file), wants=wants(draft), source=draft)


def link(flows: Mapping[str, Flow]) -> Mapping[str, Flow | Refusal]:
    """The documents of a run, each leading to those that its addresses name."""
    drafts = {file: flow.source for file, flow in flows.items() if isinstance(flow.source, Draft)}
    find = _Finder(drafts)
    firsts = {file: first_of(draft) for file, draft in drafts.items()}
    waits = _named(drafts, find, ("waitUrl", "holdUrl")) | {file for file, draft in drafts.items() if "Leave" in draft.names()}
    whispers = _whispers(drafts, find) - waits
    made: dict[str, tuple[Building, dict[str, AnyStep]]] = {}
    for file, draft in drafts.items():
        building = Building(draft, find, firsts, waits=file in waits)
        made[file] = building, steps_of(building)
    leads_to = {file: _files(steps) for file, (_, steps) in made.items()}
    whispers -= {other for others in leads_to.values() for other in others}
    roots = _roots(leads_to, waits)
    result: dict[str, Flow | Refusal] = dict(flows)
    for file, (building, steps) in made.items():
        if file in whispers:
            at = building.draft.root.at
            result[file] = Refusal(file, "whoever is called hears this document, not callers", *at[:2], no_calls=True)
        else:
            is_part = file in roots - waits and _is_part(file, made, leads_to)
            result[file] = _flow(flows[file], building, steps, is_root=file in roots, is_part=is_part)
    return result


class _Finder:
    """Which document of the run an address means."""

    def __init__(self, drafts: Mapping[str, Draft]) -> None:
        self.files = drafts
        self.by_name: dict[str, list[str]] = {}
        for file in drafts:
            self.by_name.setdefault(posixpath.basename(file), []).append(file)

    def __call__(self, address: str, file: str) -> str | None:
        """The file at an address as seen from another file: by its path, or else by its last part where that is the only one."""
        paths = list(candidates(address, posixpath.dirname(file)))
        for path in paths:
            if path in self.files:
                return path
        for path in paths:
            same = self.by_name.get(posixpath.basename(path), [])
            if len(same) == 1:
                return same[0]
        return None


def _response(root: Element) -> Element | None:
    if root.name in ("Response", "Bxml"):
        return root
    return next(root.named("Response", "Bxml"), None) if root.name == positioned_xml.FRAGMENT else None


def _no_call(draft: Draft) -> str:
    """Why no caller comes through a document; empty when one may."""
    verbs = [verb.element for verb in draft.verbs]
    names = {verb.name for verb in verbs}
    if only_messages(names):
        return "this document answers text messages, not calls"
    puts_through = names & {"Gather", "Dial", "Enqueue", "Connect", "Refer", "Transfer", "Record", "Pay", "Redirect"}
    sends_keys = any((verb.name in PLAYS and not verb.text.strip()) or verb.name == "SendDtmf" for verb in verbs)
    if sends_keys and not puts_through:
        return "this document sends keys to another system, in a call that a program makes"
    dialled = [child.name for verb in verbs if verb.name == "Dial" for child in verb.children]
    if dialled and {*dialled} == {"Queue"} and not names & {"Gather", "Enqueue", "Connect"}:
        return "somebody takes callers out of a queue here: callers do not hear it"
    words = " ".join(spoken(each) for verb in verbs for each in verb.walk() if each.name in SPEAKS)
    if takes_the_call(words) and not names & {"Dial", "Enqueue", "Connect", "Refer", "Transfer"}:
        return "this document asks somebody whether to take a call: callers do not hear it"
    return ""


def _complain(draft: Draft) -> None:
    """Verbs in the wrong case are no verbs to the platforms."""
    known = {verb.lower(): verb for verb in ALL_VERBS}
    for verb in draft.verbs:
        name = verb.element.name
        if name not in ALL_VERBS and name.lower() in known:
            message = f"`{name}` is no verb: its name is `{known[name.lower()]}`"
            draft.problems.append(Problem(message, verb.element.mark(draft.file)))


def _named(drafts: Mapping[str, Draft], find: _Finder, attributes: tuple[str, ...]) -> set[str]:
    """The documents that some attributes name."""
    found = set()
    for file, draft in drafts.items():
        for element in draft.root.walk():
            for name in attributes:
                address = element.get(name).strip()
                other = find(address, file) if address else None
                if other:
                    found.add(other)
    return found


def _whispers(drafts: Mapping[str, Draft], find: _Finder) -> set[str]:
    """The documents that whoever is called hears: the `url` of a number or an address."""
    found = set()
    for file, draft in drafts.items():
        for element in draft.root.walk():
            address = element.get("url").strip()
            other = find(address, file) if address and element.name in ("Number", "Sip", "Client") else None
            if other and other != file:
                found.add(other)
    return found


def _files(steps: Mapping[str, AnyStep]) -> set[str]:
    return {target.file for step in steps.values() for _, _, target, _ in exits_of(step) if target and target.file}


def _roots(leads_to: Mapping[str, set[str]], waits: set[str]) -> set[str]:
    """The documents with which calls begin: those that no other one leads to, and one of each circle."""
    circle = circles(leads_to)
    begun = come_to(leads_to, circle)
    roots = set(waits)
    for file in sorted(leads_to, key=lambda file: (_BEGINS.search(posixpath.basename(file)) is None, file)):
        if circle[file] not in begun:
            begun.add(circle[file])
            roots.add(file)
    return roots


def _is_part(file: str, made: Mapping[str, tuple[Building, dict[str, AnyStep]]], leads_to: Mapping[str, set[str]]) -> bool:
    """Whether a document offers callers nothing, neither itself nor in what it leads to: it is a part of a call."""
    seen = {file}
    todo = [file]
    while todo:
        here = todo.pop()
        for step in made[here][1].values():
            if isinstance(step, Transfer | Unknown | Menu) or (isinstance(step, Collect) and not step.what):
                return False
        todo += [other for other in leads_to[here] if other not in seen]
        seen.update(leads_to[here])
    return True


def _flow(flow: Flow, building: Building, steps: dict[str, AnyStep], *, is_root: bool, is_part: bool) -> Flow:
    draft, mark = building.draft, flow.mark
    start = building.start
    if building.waits:
        waiting = Case("while waiting", Target(start, mark), mark)
        steps = {QUEUE: Transfer(name=QUEUE, mark=mark, elsewhere=True, cases=(waiting,)), **steps}
        start = QUEUE
    elif is_part and is_root:
        sent = Case("this document", Target(start, mark), mark)
        steps = {ELSEWHERE: Unknown(name=ELSEWHERE, mark=mark, what="what a call comes to before", cases=(sent,)), **steps}
        start = ELSEWHERE
    prompts = (step.prompt for step in steps.values() if step.prompt)
    return replace(
        flow,
        language=next((prompt.language for prompt in prompts if prompt.language), ""),
        entries=(Entry("", start, mark),),
        part=not is_root,
        steps=steps,
        problems=tuple(sorted(set(draft.problems), key=lambda problem: problem.mark)),
        source=None,
    )
