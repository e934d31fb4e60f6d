"""What an action reads and gives, under the names of the flow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ivrlint.readers.amazon_connect.actions import INPUT, Action, as_map, collects
from ivrlint.readers.amazon_connect.draft import LAMBDA, LOOKUPS, SET_QUEUE, TABLES, Draft, kept
from ivrlint.readers.amazon_connect.labels import short
from ivrlint.readers.amazon_connect.paths import ATTRIBUTES, STORED, names_in, texts_in
from ivrlint.readers.amazon_connect.regions import regions

_SPACES = {
    "External": frozenset({LAMBDA}),
    "Customer": LOOKUPS - {LAMBDA, "GetCase"},
    "Case": frozenset({"GetCase"}),
    "DataTables": TABLES,
}
"""The names that systems give, and the actions after which they hold."""

_ROOM = 100_000
"""Names that all sources of the same names may give together; no real flow comes near."""

_FOLLOWED = 60
"""Attributes made of entries that are followed to the Lambda functions, which get all attributes."""


class Data:
    """The names of one flow.

    An entry is `StoredCustomerInput` on the platform until the next one overwrites it; here each that is read on its own
    has a name of its own. What a Lambda function gives is what is read until the next one.
    """

    def __init__(self, draft: Draft) -> None:
        self.actions = {action.id: action for action in kept(draft)}
        self.start = draft.start
        self._reads = {name: _reads_of(action) for name, action in self.actions.items()}
        self._variables: dict[str, str] = {}
        self._gives: dict[str, tuple[str, ...]] = {}
        self._answers: dict[str, tuple[str, ...]] = {}
        self._name_entries()
        for space, types in _SPACES.items():
            self._give(f"{space}.", types)
        attributes = {}
        for action in self.actions.values():
            if action.type == "UpdateContactAttributes":
                attributes.update(dict.fromkeys(self.assigned(action)))
        self.attributes: tuple[str, ...] = tuple(attributes)
        self.choosing = tuple(
            dict.fromkeys(name for action in self.actions.values() if action.type == SET_QUEUE for name in self.reads(action))
        )
        self._told = frozenset(name for action in self.actions.values() if action.type == LAMBDA for name in self.reads(action))
        self._entries = frozenset(self._entered.values())
        self._made_of = self._origins()
        self._implied = self._follow_attributes()

    def names(self, action: Action) -> Mapping[str, str]:
        """What names are called at an action: the last entry has a name of its own."""
        variable = self._variables.get(action.id)
        return {STORED: variable} if variable else {}

    def reads(self, action: Action) -> tuple[str, ...]:
        """The names that an action reads anywhere."""
        names = self.names(action)
        return tuple(dict.fromkeys(names.get(name, name) for name in self._reads[action.id]))

    def behind(self, action: Action) -> tuple[str, ...]:
        """The names that an action reads, and the entries of which systems and attributes made them."""
        names = dict.fromkeys(self.reads(action))
        todo = list(names)
        seen = set(todo)
        for name in todo:
            for source in self._made_of.get(name, ()) if len(seen) < _FOLLOWED else ():
                if source not in seen:
                    seen.add(source)
                    todo.append(source)
                    if source in self._entries:
                        names[source] = None
        return tuple(names)

    def variable(self, action: Action) -> str:
        """The name of what a caller enters at an action."""
        return self._entered.get(action.id, STORED)

    def readers(self, action: Action) -> int:
        """How many actions read what is entered at an action."""
        return self._readers[self.variable(action)]

    def is_told(self, action: Action) -> bool:
        """Whether a Lambda function gets to know what is entered at an action."""
        return self.variable(action) in self._told

    def gives(self, action: Action) -> tuple[str, ...]:
        """The names that hold after a system has answered."""
        return self._gives.get(action.id, ())

    def implied(self, action: Action) -> tuple[str, ...]:
        """The attributes made of entries that a Lambda function gets without being told to, as far as they are surely set."""
        return self._implied.get(action.id, ())

    def assigned(self, action: Action) -> list[str]:
        """The contact attributes that an action sets, where their names are not looked up during the call."""
        return [ATTRIBUTES + key for key in as_map(action.value("Attributes")) if "$" not in key and key.strip()]

    def _name_entries(self) -> None:
        readers = [name for name, reads in self._reads.items() if STORED in reads]
        found = regions(self.actions, self.start, lambda action: action.type == INPUT and collects(action), readers)
        first: dict[int, str] = {}
        for name, region in found.source_of.items():
            first.setdefault(region, f"{STORED} ({short(self.actions[name]).translate(_BRACES)})")
        if len(first) == 1:
            first = dict.fromkeys(first, STORED)
        self._entered = {name: first[region] for name, region in found.source_of.items()}
        self._variables = {name: first[region] for name, region in found.reader_of.items() if region in first}
        self._readers = Counter(self._variables.values())

    def _give(self, space: str, types: frozenset[str]) -> None:
        wanted = {name: [each for each in reads if each.startswith(space)] for name, reads in self._reads.items()}
        wanted = {name: names for name, names in wanted.items() if names}
        found = regions(self.actions, self.start, lambda action: action.type in types, wanted)
        from_outside = {each for name in found.outside for each in wanted[name]}
        of_region: dict[int, dict[str, None]] = {}
        of_region_at_all: dict[int, dict[str, None]] = {}
        for name, region in found.reader_of.items():
            of_region.setdefault(region, {}).update(dict.fromkeys(each for each in wanted[name] if each not in from_outside))
            of_region_at_all.setdefault(region, {}).update(dict.fromkeys(wanted[name]))
        shared = Counter(found.source_of.values())
        gives = {region: tuple(names)[: 1 + _ROOM // shared[region]] for region, names in of_region.items() if region in shared}
        answers = {
            region: tuple(names)[: 1 + _ROOM // shared[region]] for region, names in of_region_at_all.items() if region in shared
        }
        for name, region in found.source_of.items():
            self._gives[name] = gives.get(region, ())
            self._answers[name] = answers.get(region, ())

    def _origins(self) -> dict[str, dict[str, None]]:
        """For each name that systems give or that is set the names of which it is made."""
        made: dict[str, dict[str, None]] = {}
        for name, action in self.actions.items():
            if action.type in LOOKUPS:
                reads = [each for each in self.reads(action) if each in self._entries or each.startswith(ATTRIBUTES)]
                for given in self._answers.get(name, ()) if reads else ():
                    made.setdefault(given, {}).update(dict.fromkeys(reads))
            elif action.type == "UpdateContactAttributes":
                values = as_map(action.value("Attributes"))
                for attribute in self.assigned(action):
                    read = names_in(texts_in(values[attribute.removeprefix(ATTRIBUTES)]), self.names(action))
                    made.setdefault(attribute, {}).update(dict.fromkeys(read))
        return made

    def _follow_attributes(self) -> dict[str, tuple[str, ...]]:
        """For each Lambda function the attributes made of entries that are set on every way to it."""
        bits: dict[str, int] = {}
        sets: dict[str, int] = {}
        for name, action in self.actions.items():
            if action.type == "UpdateContactAttributes":
                values = as_map(action.value("Attributes"))
                for attribute in self.assigned(action):
                    read = names_in(texts_in(values[attribute.removeprefix(ATTRIBUTES)]))
                    if any(each == STORED or each in bits for each in read) and len(bits) < _FOLLOWED:
                        bits.setdefault(attribute, 1 << len(bits))
                    sets[name] = sets.get(name, 0) | bits.get(attribute, 0)
        if not bits or self.start not in self.actions:
            return {}
        every = (1 << len(bits)) - 1
        before = dict.fromkeys(self.actions, every)
        before[self.start] = 0
        todo = [self.start]
        seen = {self.start}
        while todo:
            name = todo.pop()
            after = before[name] | sets.get(name, 0)
            for way in self.actions[name].ways():
                if way.to in before and (way.to not in seen or before[way.to] & ~after):
                    before[way.to] &= after
                    seen.add(way.to)
                    todo.append(way.to)
        return {
            name: tuple(attribute for attribute, bit in bits.items() if before[name] & bit)
            for name in seen
            if self.actions[name].type == LAMBDA
        }


_BRACES = str.maketrans("", "", "{}")


def _reads_of(action: Action) -> tuple[str, ...]:
    texts = texts_in(action.parameters)
    for condition in action.conditions:
        texts += condition.operands
    return names_in(texts)
