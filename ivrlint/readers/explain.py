"""What is wrong with a tree that does not fit the schema, in plain sentences, each with its place.

`jsonschema` finds, this module says. It is imported only for files in which something is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.hints import did_you_mean, hint, listed, nearest, shown
from ivrlint.readers.shape import flow_schema, without_steps
from ivrlint.readers.tree import At, List, Map, Path, with_names, without


class Fault(NamedTuple):
    """One thing that is wrong; `path` leads to the part that cannot be used, and is None when all can.

    With `meant`, it is a misspelt key and read as the one that was meant: nothing is lost.
    """

    message: str
    at: At
    path: Path | None = None
    meant: str = ""


class Mended(NamedTuple):
    """What is wrong with a step, what remains of it without that, and its kind, empty when it has none.

    `whole` is the step with all that is wrong, keys that are misspelt apart. `lost` is what of it cannot be used: values with
    their places by the path that leads there, None for what is not there at all.
    """

    faults: list[Fault]
    step: Map
    kind: str
    whole: Map
    lost: Mapping[Path | None, tuple[Any, At]]


def mend_file(tree: Map, lines: Sequence[str]) -> tuple[list[Fault], Map]:
    """What is wrong with a file of these lines, apart from what is in its steps, and what remains of it without that."""
    faults, whole = _faults(tree, tree.key_at.get("ivr", tree.at), "", without_steps(flow_schema()), lines)
    return faults, without(whole, (fault.path for fault in faults))


def mend(name: str, steps: Map, lines: Sequence[str]) -> Mended:
    """What is wrong with the step of this name, and what remains of it without that."""
    step, at = steps[name], steps.key_at[name]
    if not isinstance(step, Map):
        message = f'the step "{name}" should be a mapping with the kind of the step, is {shown(step)}'
        inner = step if isinstance(step, List) else None
        return Mended([Fault(message, at)], Map(at), "", Map(at), {None: (inner, at)})
    kind, faults = kind_of(step), []
    if kind is None:
        fault, kind, step = _without_kind(name, step, at)
        faults.append(fault)
    if kind:
        schema = {"$ref": f"#/$defs/{kind}", "$defs": flow_schema()["$defs"]}
        more, step = _faults(step, at, kind, schema, lines)
        faults += more
    lost = {fault.path: _value(step, fault) for fault in faults if not fault.meant}
    return Mended(faults, without(step, (fault.path for fault in faults)), kind, step, lost)


def _faults(tree: Map, at: At, kind: str, schema: dict[str, Any], lines: Sequence[str]) -> tuple[list[Fault], Map]:
    """What is wrong with a tree, and the tree in which misspelt keys are those that were meant."""
    read: list[Fault] = []
    while True:
        faults = _Teller(tree, at, kind, schema, lines).faults()
        misspelt = {fault.path: fault.meant for fault in faults if fault.meant and fault.path}
        if not misspelt:
            return sorted((*read, *faults), key=lambda fault: fault.at), tree
        read += [Fault(fault.message, fault.at, meant=fault.meant) for fault in faults if fault.meant]
        tree = with_names(tree, misspelt)


def _value(tree: Map, fault: Fault) -> tuple[Any, At]:
    """What a path leads to, with its place."""
    if fault.path is None:
        return None, fault.at
    node: Any = tree
    for part in fault.path:
        node = node[part]
    return node, fault.at


def kind_of(step: Mapping[str, Any]) -> str | None:
    """The kind of a step, as the schema chooses: `say` is a key of most other kinds, so it comes last."""
    say, *others = _kinds()
    return next((kind for kind in (*others, say) if kind in step), None)


def _kinds() -> tuple[str, ...]:
    return tuple(flow_schema()["$defs"]["step"]["properties"])


def _without_kind(name: str, step: Map, at: At) -> tuple[Fault, str, Map]:
    """What to say of a step without a kind; the kind that was meant, where that can be seen, and the step that has it."""
    for key in step:
        near = nearest(key, _kinds())
        if near:
            message = f'"{key}" is not a kind of step; did you mean "{near}"?'
            return Fault(message, step.key_at[key], meant=near), near, with_names(step, {(key,): near})
    message = f'the step "{name}" has no kind: one of {listed(_kinds(), "or")} names it'
    return Fault(message, at), "", step


class _Error(NamedTuple):
    """What `jsonschema` says of one value: which keyword it breaks, of the schema that is meant. `of_name`: it is a key."""

    keyword: str
    path: Path
    of_name: bool
    value: Any
    schema: Mapping[str, Any]


def _error(error: ValidationError) -> _Error:
    schema = error.schema if isinstance(error.schema, dict) else {}
    return _Error(
        str(error.validator), tuple(error.absolute_path), "propertyNames" in error.absolute_schema_path, error.instance, schema
    )


class _Teller:
    """Says what is wrong with a tree. `kind` is the kind of the step, empty for a whole file."""

    def __init__(self, tree: Map, at: At, kind: str, schema: dict[str, Any], lines: Sequence[str]) -> None:
        self.tree = tree
        self.at = at
        self.kind = kind
        self.lines = lines
        self.errors = [_error(error) for error in Draft202012Validator(schema).iter_errors(tree)]

    def faults(self) -> list[Fault]:
        """All that is wrong, in the order of the text; of one value the first thing only."""
        said: dict[tuple[Path, str], Fault] = {}
        for error in self.errors:
            for about, fault in self._about(error):
                said.setdefault((error.path, about), fault)
        return sorted(said.values(), key=lambda fault: fault.at)

    def _about(self, error: _Error) -> Iterator[tuple[str, Fault]]:
        path = error.path
        if error.keyword == "additionalProperties":
            for key in _unknown(error):
                message, meant = self._unknown_key(error, key)
                yield f"unknown {key}", Fault(message, error.value.key_at[key], (*path, key), meant)
        elif error.keyword == "required":
            for key in self._missing(error):
                yield f"missing {key}", Fault(f'"{key}" is missing in {self._in(path)}', self._place_of_key(path))
        elif error.of_name:
            yield f"name {error.value}", self._bad_name(error)
        else:
            yield "value", self._bad_value(error)

    def _unknown_key(self, error: _Error, key: str) -> tuple[str, str]:
        """What to say of an unknown key, and the key that was meant where there is one, and only one that is so near."""
        top = not error.path and self.kind
        if top and key in _kinds():
            if self.kind == "menu" and key == "say":
                return 'a menu has no "say": "menu" holds its words', ""
            return f'a step has one kind, and this is a {self.kind}: "{key}" belongs in a step of its own', ""
        suggestion = did_you_mean(key, error.schema["properties"])
        meant = nearest(key, error.schema["properties"]) or ""
        if not suggestion and top:
            others = [kind for kind in _kinds() if key in flow_schema()["$defs"][kind]["properties"]]
            suggestion = f"; it belongs to {listed(others, 'and')}" if others else ""
        near = [nearest(other, error.schema["properties"]) for other in _unknown(error)]
        alone = meant not in error.value and near.count(meant) == 1
        return f'unknown key "{key}" in {self._in(error.path)}{suggestion}', meant if alone else ""

    def _missing(self, error: _Error) -> list[str]:
        """The keys that are not there at all, and not merely misspelt."""
        misspelt = {
            nearest(key, other.schema["properties"])
            for other in self.errors
            if other.keyword == "additionalProperties" and other.path == error.path
            for key in _unknown(other)
        }
        return [key for key in error.schema["required"] if key not in error.value and key not in misspelt]

    def _bad_name(self, error: _Error) -> Fault:
        names = error.schema.get("enum", ())
        message = f'"{error.value}" should be {error.schema["title"]}{did_you_mean(error.value, names)}'
        return Fault(message, self._node(error.path).key_at[error.value], (*error.path, error.value) if names else None)

    def _bad_value(self, error: _Error) -> Fault:
        path, value, at = error.path, error.value, self._place_of_value(error.path)
        if error.keyword in ("minLength", "minItems", "minProperties"):
            return Fault(f"{_name(path)} is empty", at, path)
        more = hint(value, error.schema, self.lines, self._place_of_key(path))
        if error.keyword == "enum" and isinstance(value, str):
            more = did_you_mean(value, error.schema["enum"])
        return Fault(f"{_name(path)} should be {error.schema['title']}, is {shown(value)}{more}", at, path)

    def _in(self, path: Path) -> str:
        if path:
            return _name(path)
        return f"this {self.kind} step" if self.kind else "the file"

    def _node(self, path: Path) -> Any:  # noqa: ANN401 - a part of the tree
        node: Any = self.tree
        for part in path:
            node = node[part]
        return node

    def _place_of_key(self, path: Path) -> At:
        return _place(self._node(path[:-1]), path[-1], "key_at") if path else self.at

    def _place_of_value(self, path: Path) -> At:
        """The place of a value, or of its key when nothing is written there."""
        at = _place(self._node(path[:-1]), path[-1], "value_at")
        return at if at[:2] != at[2:] else self._place_of_key(path)


def _unknown(error: _Error) -> list[str]:
    return [key for key in error.value if key not in error.schema["properties"] and not key.startswith("x-")]


def _name(path: Path) -> str:
    last = path[-1]
    return f'"{last}"' if isinstance(last, str) else f'item {last + 1} of "{path[-2]}"'


def _place(outer: Any, part: Any, which: str) -> At:  # noqa: ANN401 - a part of the tree, a key or a number
    at: At = outer.item_at[part] if isinstance(outer, List) else getattr(outer, which)[part]
    return at
