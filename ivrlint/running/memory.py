"""What earlier runs found out about files and groups of flows, as far as it still holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ivrlint.flow import Refusal, replace
from ivrlint.flow.tuples import NamedTuple
from ivrlint.report import Report
from ivrlint.running.coding import decoded, encoded, in_common
from ivrlint.running.digests import digest
from ivrlint.running.notes import Notes, Witness
from ivrlint.running.value import Card, Group, How, Source

if TYPE_CHECKING:
    from ivrlint.config.settings import Configurations
    from ivrlint.running.store import Store

Judged = Callable[[str, bool], str]
"""What only files have in common that are judged by the same; the second argument says whether others lead there.

That is EXCLUDED where a file is not judged because the configuration says so.
"""

EXCLUDED = "excluded"


def judged_by(configurations: Configurations) -> Judged:
    """What files have in common that are judged by the same of these configurations."""

    def judged(file: str, linked: bool) -> str:
        settings = configurations.judging(file, linked)
        return settings.digest if settings else EXCLUDED

    return judged


_NOT_OURS = (LookupError, TypeError, ValueError, AttributeError, StopIteration)
"""What goes wrong with something that was not written by this module."""


class Known(NamedTuple):
    """What is known of a file; the report is there when it has nothing to do with other files."""

    card: Card
    report: Report | None


class Memory:
    """Remembers in a store. What is `judged` by something else now is not known any more."""

    def __init__(self, store: Store, how: How, judged: Judged) -> None:
        self.store, self.how, self.judged = store, how, judged
        self._witness = Witness()
        self._shared: dict[str, Any] = {}

    def of_file(self, source: Source) -> Known | None:
        """What is known of a file; it counts where it is read, and not where it lies."""
        key = self._key_of_file(source)
        thing = key and self.store.get(key)
        if not thing:
            return None
        try:
            refusal, *rest, format_, by_name = thing["card"]
            leads_to, wants = map(tuple, rest)
            card = Card(refusal and Refusal(*refusal), leads_to, wants, format_, by_name)
            if thing["report"] is None:
                return Known(card, None) if self._holds(thing) else None
            report = self._report(thing, {source.file: source.data})
        except _NOT_OURS:
            return None
        return Known(card, report) if report else None

    def of_group(self, group: Group) -> Report | None:
        """What is known to be found in a group."""
        key = self._key_of_group(group)
        thing = key and self.store.get(key)
        if not thing:
            return None
        try:
            return self._report(thing, {**group.others, **{source.file: source.data for source in group.sources}})
        except _NOT_OURS:
            return None

    def keep_file(self, source: Source, card: Card, notes: Notes, report: Report | None = None) -> None:
        """Remember what a file has to do with others, and what was found in it if that is nothing."""
        self._keep(self._key_of_file(source), report, notes, {"card": card})

    def keep_group(self, group: Group, report: Report, notes: Notes) -> None:
        """Remember what was found in a group."""
        self._keep(self._key_of_group(group), report, notes, {})

    def _keep(self, key: str, report: Report | None, notes: Notes, more: Mapping[str, Any]) -> None:
        judged = [(*asked, self.judged(*asked)) for asked in notes.judged]
        sound = all(is_judged or by == EXCLUDED for (*_, by), is_judged in zip(judged, notes.judged.values(), strict=True))
        if not key or not sound:
            return
        thing = {**more, "asked": notes.asked, "judged": judged, "report": None}
        if report:
            made = encoded(report)
            for name, shared in made.shared.items():
                its_key = self.store.key("shared", name)
                if name not in self._shared and not self.store.get(its_key):
                    self.store.put(its_key, shared)
                self._shared.setdefault(name, None)
            thing |= {"report": made.plain, "texts": list(report.texts)}
        self.store.put(key, thing)

    def _holds(self, thing: Mapping[str, Any]) -> bool:
        """Whether what was made of the disk and the configuration would be made again."""
        judged = all(self.judged(file, linked) == by for file, linked, by in thing["judged"])
        return judged and self._witness.agrees(thing["asked"])

    def _report(self, thing: Mapping[str, Any], texts: Mapping[str, Any]) -> Report | None:
        """The report that was kept, with the texts of its files, if it still holds."""
        if not self._holds(thing):
            return None
        return replace(decoded(thing["report"], self._in_common), texts=self._texts(thing["texts"], texts))

    def _texts(self, files: Sequence[str], texts: Mapping[str, Any]) -> Mapping[str, bytes]:
        """The contents of the files that a report quotes from; some lie in archives."""
        inside: dict[str, bytes] = {}
        for archive in texts:
            if any(file.startswith(f"{archive}/") for file in files):
                from ivrlint.readers.archives import unpacked

                its = unpacked(texts[archive], archive)
                inside.update({} if isinstance(its, Refusal) else its)
        return {file: bytes(texts.get(file) or self._witness.contents.get(file) or inside[file]) for file in files}

    def _in_common(self, name: str) -> Any:  # noqa: ANN401 - what reports have in common
        if self._shared.get(name) is None:
            self._shared[name] = in_common(self.store.get(self.store.key("shared", name)))
        return self._shared[name]

    def _key_of_file(self, source: Source) -> str:
        """The key of what is known of a file; empty where nothing is kept: of what lies nowhere, and cannot be read."""
        if source.role == "given" or isinstance(source.data, Refusal):
            return ""
        if source.role == "linked":
            return self.store.key("linked", source.file, digest(source.data))
        judged = self.judged(source.file, False)
        return self.store.key("file", source.file, source.role, judged, self.how, digest(source.data))

    def _key_of_group(self, group: Group) -> str:
        if any(source.role == "given" for source in group.sources):
            return ""
        parts = [(source.file, source.role, _digest(source.data), self.judged(source.file, False)) for source in group.sources]
        parts += [(file, "linked", _digest(data), self.judged(file, True)) for file, data in group.others.items()]
        return self.store.key("group", self.how, parts)


def _digest(data: bytes | Refusal | None) -> str:
    return digest(data) if isinstance(data, bytes) else repr(data)
