"""The methods that go elsewhere: `goto`, `transfer` and `execute`."""

from __future__ import annotations

from ivrlint.flow import Assignment, Case, Check, Problem, Refusal, Set, Target, Unknown, Visit
from ivrlint.readers import positioned_json, strict_yaml
from ivrlint.readers.swml.building import Building, Made
from ivrlint.readers.swml.places import Outside
from ivrlint.readers.swml.script import MAIN, Position, Section, Statement, clean, plain, texts_in
from ivrlint.readers.swml.words import address, names_in, names_of
from ivrlint.readers.tree import List, Map, mark


def goto(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """A jump that is counted, or made on a condition; behind the last one the document goes on."""
    label = statement.text("label")
    where = statement.place("label")
    position = statement.block.section.labels.get(label)
    target = building.at(position, returns, where) if position else building.to(Outside(label or "(no label)", where), where)
    when = statement.text("when")
    most = statement.text("max")
    times = f"at most {most} times" if most else ""
    case = Case(f"go to {clean(label)}{', ' if times else ''}{times}", target, where)
    yield Check(
        name=name,
        mark=statement.mark,
        asks=clean(when) if when else f"gone to {clean(label)} before, {times}",
        uses=names_of(when),
        cases=(case,),
        otherwise=building.after(statement, returns),
        limited=case.name if times else "",
    )


def jump(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """A statement of a circle in which nothing else happens."""
    onward = building.places.onward(statement, returns)
    landing = onward if onward is None or isinstance(onward, Outside) else building.places.land(*onward)
    following = building.to(landing, statement.mark) if landing else building.after(statement, returns)
    yield Set(name=name, mark=statement.mark, next=following)


def transfer(statement: Statement, returns: bool, name: str, building: Building) -> Made:  # noqa: ARG001 - as all makers
    """To another section or document, for good."""
    section = _destination(statement, building)
    if section is None:
        yield Unknown(name=name, mark=statement.mark, what=f"the document {_shown(statement)}", uses=_uses(statement))
        return
    yield _with_params(statement, name, _target(section, False, statement, building))


def execute(statement: Statement, returns: bool, name: str, building: Building) -> Made:
    """Another section or document, which comes back; where nothing follows, that makes no difference."""
    section = _destination(statement, building)
    if section is None:
        following = building.after(statement, returns)
        yield Visit(name=name, mark=statement.mark, passes=_uses(statement), next=following)
        return
    title = name
    if statement.args.get("params") is not None:
        title = f"{name} (visit)"
        yield _with_params(statement, name, Target(title, statement.mark))
    flow = _target(section, True, statement, building)
    yield Visit(name=title, mark=statement.mark, flow=flow, next=building.after(statement, returns))


def _target(section: Section | Outside, returns: bool, statement: Statement, building: Building) -> Target:
    if isinstance(section, Outside):
        return building.to(section, statement.mark)
    return building.at(Position(section.first, 0), returns, statement.place("dest"))


def _destination(statement: Statement, building: Building) -> Section | Outside | None:
    """The section that a statement names, or that of a document which is written there; None for what is elsewhere."""
    section = building.places.destination(statement)
    if section is not None:
        return section
    written = statement.args.get("dest")
    if isinstance(written, str):
        written = _parsed(written, statement, building)
    prefix = f"{statement.block.section.name} inline"
    script = building.inline(written, prefix) if isinstance(written, Map | List) else None
    return script.sections[MAIN] if script else None


def _parsed(text: str, statement: Statement, building: Building) -> object:
    """The document that stands in a text; a text that is none is an address."""
    where = statement.place("dest")
    if text.lstrip()[:1] in ("{", "["):
        document = positioned_json.parse_inside(text, building.file, where[1:])
        if isinstance(document, Refusal):
            if "sections" in text:
                building.problems.append(Problem(document.message, where))
            return None
        return document.value
    if "sections:" not in text or "\n" not in text:
        return None
    tree = strict_yaml.parse(text, building.file, any_tag=True)
    return None if isinstance(tree, Refusal) else _moved(tree.value, where[1:])


def _moved(value: object, at: tuple[int, int, int, int]) -> object:
    """A tree of which everything stands at one place."""
    todo = [value]
    while todo:
        each = todo.pop()
        if isinstance(each, Map):
            each.at = at
            each.key_at, each.value_at = dict.fromkeys(each, at), dict.fromkeys(each, at)
            todo.extend(each.values())
        elif isinstance(each, List):
            each.at = at
            each.item_at = [at] * len(each)
            todo.extend(each)
    return value


def _with_params(statement: Statement, name: str, following: Target) -> Set:
    """The parameters that a section is given, as names of its own."""
    written = statement.args.get("params")
    params = written if isinstance(written, Map) else Map(statement.mark[1:])
    values = [
        Assignment(f"params.{key}", address(plain(value)), names_in(plain(value)), mark(statement.mark.file, params.key_at[key]))
        for key, value in params.items()
        if not isinstance(value, Map | List)
    ]
    return Set(name=name, mark=statement.mark, values=tuple(values), next=following)


def _uses(statement: Statement) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for text in texts_in(statement.value) for name in names_in(text)))


def _shown(statement: Statement) -> str:
    return clean(address(statement.text("dest"))[:100]) if statement.text("dest") else "that `dest` names"
