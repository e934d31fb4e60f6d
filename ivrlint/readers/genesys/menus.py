"""The menus of a flow: their choices, those that can be chosen from every menu, and what mistakes lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ivrlint.flow import AnyStep, Handler, Menu, Option, Prompt, Target, Transfer
from ivrlint.readers.genesys import draft as drafts
from ivrlint.readers.genesys.prompts import prompt_of
from ivrlint.readers.genesys.ways import Ways

EXTENSION = "XXXX"
"""Stands for the numbers of the people who can be dialled: the flow does not say how long they are."""

_MOST = 100
"""Choices that can be made from every menu: more are noise."""

_Owned = tuple[drafts.Menu, drafts.Choice]

_SPEAKS_OF_EXTENSIONS = re.compile(
    r"(?i)\b(?:extensions?|extensi[oó]n|durchwahl|nebenstelle|ramal|poste|interno|toestelnummer)\b"
)


def menu_steps(draft: drafts.Draft, ways: Ways) -> Iterator[AnyStep]:
    """The step of each menu, and the people who can be dialled there."""
    everywhere = _everywhere(draft)
    for menu in draft.menus.values():
        prompt = prompt_of(menu.words, draft)
        options = _options(menu, ways, everywhere)
        extensions = draft.extensions if menu.extensions is None else menu.extensions
        if extensions and (menu.extensions or _announced(prompt)):
            name = ways.names.new(f"extension dialled in {menu.name}")
            options.append(Option("", Target(name, menu.mark), menu.mark, "an extension", pattern=EXTENSION))
            yield Transfer(name=name, mark=menu.mark, who="an extension", failed=ways.trouble(menu.key, menu.mark))
        delay = draft.delay if menu.delay is None else menu.delay
        yield Menu(
            name=ways.names.menus[menu.key],
            mark=menu.mark,
            prompt=prompt,
            options=tuple(options),
            no_input=_mistake(menu, draft, ways),
            no_match=_mistake(menu, draft, ways),
            next_digit=delay if extensions else 0.0,
        )


def _everywhere(draft: drafts.Draft) -> list[_Owned]:
    """The choices that can be chosen from every menu: one a key, and those that can only be said."""
    found: dict[str, _Owned] = {}
    for menu in draft.menus.values():
        for choice in menu.choices:
            if (choice.everywhere and choice.key) or (choice.said_everywhere and choice.phrases and len(found) < _MOST):
                found.setdefault(choice.key if choice.everywhere and choice.key else f"{menu.key} {choice.id}", (menu, choice))
    return list(found.values())


def _announced(prompt: Prompt | None) -> bool:
    return prompt is not None and _SPEAKS_OF_EXTENSIONS.search(prompt.text) is not None


def _options(menu: drafts.Menu, ways: Ways, everywhere: list[_Owned]) -> list[Option]:
    options: list[Option] = []
    keys: set[str] = set()
    for choice in menu.choices:
        if choice.key in keys:
            ways.draft.complain(f"{menu.name}: two choices have the key {choice.key}: only the first one counts", choice.mark)
            continue
        if choice.key or choice.phrases:
            keys.update(choice.key)
            options.append(Option(choice.key, _target(choice, ways), choice.mark, choice.name, choice.phrases))
    for owner, choice in everywhere:
        key = choice.key if choice.everywhere and choice.key not in keys else ""
        phrases = choice.phrases if choice.said_everywhere else ()
        if owner is not menu and (key or phrases):
            keys.update(key)
            options.append(Option(key, _target(choice, ways), choice.mark, choice.name, phrases))
    return options


def _target(choice: drafts.Choice, ways: Ways) -> Target | None:
    return ways.to(choice.action, None, choice.mark)


def _mistake(menu: drafts.Menu, draft: drafts.Draft, ways: Ways) -> Handler:
    """Silence or a wrong key: the menu is repeated, then the default choice is taken, or else the flow's event handling."""
    then: Target | None = None
    mark = menu.mark
    if menu.default is not None:
        wanted, mark = menu.default
        default = next((choice for choice in menu.choices if choice.id == wanted), None)
        default = default or next((choice for choice in menu.choices if choice.name == wanted), None)
        then = ways.to(default.action, None, mark) if default else Target(wanted, mark)
    else:
        then = ways.trouble(menu.key, mark)
    timeout = draft.timeout if menu.timeout is None else menu.timeout
    repeats = draft.repeats if menu.repeats is None else menu.repeats
    return Handler(mark, after=timeout, tries=max(1, repeats), then=then)
