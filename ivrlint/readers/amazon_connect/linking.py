"""Which flow of a run a reference means: by its ARN, its identifier, or its name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from ivrlint.flow import Target
from ivrlint.readers.amazon_connect.draft import MODULE, TO_FLOW, Draft, kept
from ivrlint.readers.amazon_connect.labels import flow_of, hook_of, shown_name
from ivrlint.readers.amazon_connect.paths import is_dynamic, render

_FILE_NAME = re.compile(r"[\w][\w .()+-]{0,80}")
_MOST_WANTED = 40
_AMBIGUOUS = None


class Directory:
    """All flows of some files, by everything that may lead to them. A name that two flows have leads nowhere."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._by_name: dict[str, Draft | None] = {}
        drafts = list(drafts)
        alone = {draft.file: draft for draft in drafts}
        for draft in drafts:
            names = {draft.title, *draft.ids, *(each.rpartition("/")[2] for each in draft.ids)}
            if draft is alone[draft.file] and not draft.prefix:
                names.add(posixpath.basename(draft.file).partition(".")[0])
            for name in names:
                key = name.strip().lower()
                if key:
                    other = self._by_name.setdefault(key, draft)
                    self._by_name[key] = draft if other is draft else _AMBIGUOUS

    def find(self, reference: str, shown: str) -> Draft | None:
        """The flow that a reference means, given what the editor calls it; None where that is not in the run."""
        reference = reference.strip()
        if is_dynamic(reference):
            return None
        candidates = [reference, reference.rpartition("/")[2], shown]
        rendered = render(reference)
        if len(rendered.reads) == 1:
            candidates += [rendered.reads[0], *rendered.reads[0].split(".")]
        for candidate in candidates:
            draft = self._by_name.get(candidate.strip().lower()) if candidate.strip() else None
            if draft:
                return draft
        return None

    def target(self, origin: Draft, reference: str, shown: str) -> Target | None:
        """Where a reference in one flow leads."""
        draft = self.find(reference, shown)
        action = draft.actions.get(draft.start) if draft else None
        if draft is None or action is None or draft.start in draft.lost:
            return None
        return Target(action.name, origin.start_mark, "" if draft.file == origin.file else draft.file)


def references(draft: Draft) -> Iterator[tuple[str, str]]:
    """All references of a flow to others, each with what the editor calls it."""
    for action in kept(draft):
        if action.type == TO_FLOW:
            yield action.text("ContactFlowId"), shown_name(action, "ContactFlowId")
        elif action.type == MODULE:
            yield action.text("FlowModuleId"), shown_name(action, "FlowModuleId")
        elif action.type == "UpdateContactEventHooks":
            yield from (hook_of(action, hook) for hook in ("CustomerQueue", "CustomerRemaining"))


def wanted(drafts: Iterable[Draft]) -> tuple[str, ...]:
    """The files beside that of a flow which the flows that it leads to would have, going by their names."""
    files: dict[str, None] = {}
    for draft in drafts:
        for action in kept(draft):
            if action.type in (TO_FLOW, MODULE) and not is_dynamic(action.text("ContactFlowId", "FlowModuleId")):
                name = flow_of(action)
                if _FILE_NAME.fullmatch(name) and len(files) < _MOST_WANTED:
                    for ending in ("", ".json"):
                        files[posixpath.join(posixpath.dirname(draft.file), name + ending)] = None
    return tuple(file for file in files if all(file != draft.file for draft in drafts))


def families(directory: Directory, drafts: Mapping[str, list[Draft]]) -> dict[str, str]:
    """For each file one that stands for all files that are linked with it, directly or through others."""
    leader = {file: file for file in drafts}

    def find(file: str) -> str:
        while leader[file] != file:
            leader[file] = leader[leader[file]]
            file = leader[file]
        return file

    for file, of_file in drafts.items():
        for draft in of_file:
            for reference, shown in references(draft):
                other = directory.find(reference, shown)
                if other and other.file != file:
                    leader[find(other.file)] = find(file)
    return {file: find(file) for file in drafts}
