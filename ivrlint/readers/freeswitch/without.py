"""What to say of a file of FreeSWITCH that no call comes through."""

from __future__ import annotations

from ivrlint.flow import Refusal
from ivrlint.readers.freeswitch.draft import Draft


def why_no_calls(draft: Draft) -> Refusal:
    """One line on a file in which callers find nothing."""
    problem = draft.problems[0] if draft.document.broken and draft.problems else None
    if problem is not None and not (draft.extensions or draft.macros or draft.words or draft.variables):
        return Refusal(draft.file, problem.message, problem.mark.line, problem.mark.column)
    message = _message(draft)
    if problem is not None:
        message += f"; and it is broken: {problem.message}"
        return Refusal(draft.file, message, problem.mark.line, problem.mark.column, no_calls=True)
    return Refusal(draft.file, message, *draft.document.root.at[:2], no_calls=True)


def _message(draft: Draft) -> str:
    if draft.extensions:
        if draft.scripts:
            return f"what callers hear here is up to scripts, which are not read: {', '.join(draft.scripts[:3])}"
        return "this dialplan puts calls through: none of its extensions leads callers to a menu, a question, or a queue"
    if draft.off:
        return "everything in this file is switched off"
    if draft.words:
        return "this is a list of recordings with their words, and no menu"
    if draft.macros:
        return "this file holds phrases for menus, and no menu"
    if draft.includes and not draft.variables:
        return "this file only includes others: name their folder, or the files with the menus"
    if draft.variables:
        return "this file sets variables, and holds no menu"
    return "this is a configuration of FreeSWITCH without menus and dialplan"
