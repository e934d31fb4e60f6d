"""SignalWire's SWML, in YAML or JSON: sections of methods that follow one another."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from ivrlint.exits import exits_of
from ivrlint.flow import AnyStep, Entry, Flow, Problem, Refusal, Visit
from ivrlint.readers import positioned_json, strict_yaml
from ivrlint.readers.swml.answers import with_own_names
from ivrlint.readers.swml.building import Building
from ivrlint.readers.swml.makers import MAKERS, SYSTEM, made
from ivrlint.readers.swml.places import Outside, Place
from ivrlint.readers.swml.script import MAIN, Position, Script, read_script, texts_in
from ivrlint.readers.tree import List, Map, mark
from ivrlint.readers.whispers import takes_the_call

_JSON = re.compile(r"\ufeff?\s*\{")
_JSON_SECTIONS = re.compile(r"\"sections\"\s*:\s*\{")
_JSON_MAIN = re.compile(r"\"main\"\s*:\s*\[")
_NOTHING = r"[ \t\r]*+(?:#[^\n]*+)?"  # what may stand behind a key whose value begins further down
_YAML_SECTIONS = re.compile(rf"(?m)^(?:sections|\"sections\"|'sections')[ \t]*:{_NOTHING}$")
_YAML_MAIN = re.compile(
    rf"(?m)^[ \t]+(?:main|\"main\"|'main')[ \t]*:(?:[ \t]*\[|{_NOTHING}\n(?:{_NOTHING}\n)*+[ \t]*-)",
)
_MESSAGES = frozenset({"reply", "receive"})


def recognise(text: str) -> bool:
    """Whether a text is a SWML document, perhaps one that breaks further down."""
    if _JSON.match(text):
        return _JSON_SECTIONS.search(text) is not None and _JSON_MAIN.search(text) is not None
    return _YAML_SECTIONS.search(text) is not None and _YAML_MAIN.search(text) is not None


def read(text: str, file: str) -> Flow | Refusal:
    """The flow of a SWML document, or why it is none that can be read."""
    document = positioned_json.parse(text, file) if _JSON.match(text) else strict_yaml.parse(text, file, any_tag=True)
    if isinstance(document, Refusal):
        return document
    root = document.value
    sections = root.get("sections") if isinstance(root, Map) else None
    if not isinstance(sections, Map) or not isinstance(sections.get(MAIN), List):
        return Refusal(file, "a SWML document must have `sections` with a list `main`", *document.at[:2])
    problems = list(document.problems)
    script = read_script(sections, file, "", problems)
    why_not = _no_call(script)
    if why_not:
        return Refusal(file, why_not, *sections.key_at[MAIN][:2], no_calls=True)
    if _methods(script).isdisjoint((*MAKERS, "cond")):
        return Refusal(file, "has sections, but none of the methods of SWML in them", *sections.key_at[MAIN][:2], foreign=True)
    building = Building(file, problems)
    start = building.at(Position(script.sections[MAIN].first, 0), False, mark(file, sections.key_at[MAIN]))
    if isinstance(building.places.land(Position(script.sections[MAIN].first, 0), False), Outside):
        problems.append(Problem(f"calls come in at {start.to!r}, which does not exist", start.mark))
    steps = with_own_names(_kept(_steps(building, script), building, start.to))
    return Flow(
        file=file,
        format="swml",
        mark=mark(file, root.key_at["sections"]),
        language=_language(steps),
        entries=(Entry("", start.to, mark(file, sections.key_at[MAIN])),),
        steps=steps,
        problems=tuple(sorted(set(problems), key=lambda problem: problem.mark)),
    )


def _steps(building: Building, script: Script) -> dict[str, AnyStep]:
    """The steps of all sections that a call comes to, then those of the others, in the order of the file."""
    places, steps = building.places, building.steps
    waiting = deque(script.sections.values())
    done = 0
    while True:
        if done < len(places.wanted):
            section, returns = places.wanted[done]
            done += 1
            for statement in section.all:
                place = Place(statement, section, returns)
                if places.onward(statement, returns) is None or (id(statement), returns) in places.loops:
                    _add(steps, made(place, places.name(place), building))
        elif building.later:
            name, place = building.later.popitem()
            if name not in steps:
                _add(steps, made(place, name, building))
        elif waiting:
            places.enter_unless_executed(waiting.popleft())
        else:
            return dict(sorted(steps.items(), key=lambda item: item[1].mark[1:3]))


def _add(steps: dict[str, AnyStep], new: Iterator[AnyStep]) -> None:
    for step in new:
        steps.setdefault(step.name, step)


def _kept(steps: dict[str, AnyStep], building: Building, start: str) -> dict[str, AnyStep]:
    """The steps without those that became part of a menu, where nothing else leads to them."""
    leads_to = {name: list(_targets(step)) for name, step in steps.items()}
    uses: dict[str, int] = {start: 1}
    for names in leads_to.values():
        for name in names:
            uses[name] = uses.get(name, 0) + 1
    consumed = {building.places.name(place) for place in building.places.consumed}
    todo = list(consumed)
    dropped: set[str] = set()
    while todo:
        name = todo.pop()
        if name in dropped or uses.get(name) or name not in steps:
            continue
        dropped.add(name)
        for other in leads_to[name]:
            uses[other] -= 1
            if other in consumed or other.startswith(f"{name}, part "):
                todo.append(other)
    return {name: step for name, step in steps.items() if name not in dropped}


def _targets(step: AnyStep) -> Iterator[str]:
    for _, _, target, _ in exits_of(step):
        if target:
            yield target.to
    if isinstance(step, Visit) and step.flow and step.next:
        yield step.next.to


def _no_call(script: Script) -> str:
    """Why no caller comes through a document; empty when one may."""
    statements = [statement for section in script.sections.values() for statement in section.all]
    methods = _methods(script)
    if methods & _MESSAGES:
        return "this document answers messages, not calls"
    if methods <= SYSTEM | {"set", "goto", "switch", "cond", "return"}:
        return "nothing in this document is heard by a caller"
    if methods <= SYSTEM | {"set", "goto", "switch", "cond", "return", "play", "prompt", "hangup"}:
        words = (
            text for statement in statements if statement.method == "prompt" for text in texts_in(statement.args.get("play"))
        )
        if any(takes_the_call(text) for text in words):
            return "this document asks somebody whether to take a call: callers do not hear it"
    return ""


def _methods(script: Script) -> set[str]:
    return {statement.method for section in script.sections.values() for statement in section.all}


def _language(steps: dict[str, AnyStep]) -> str:
    """The language that callers hear first."""
    return next((step.prompt.language for step in steps.values() if step.prompt and step.prompt.language), "")
