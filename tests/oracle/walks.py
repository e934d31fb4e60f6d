"""Walks of a call, searched state by state, and the game of caller and system, played out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from page import DELIBERATE, ERRORS, UNKNOWN, Page, Way, every_state

from ivrlint.flow import Check, HangUp, Say, Set, Transfer

Allowed = Callable[[Way], bool]


def anything(_: Way) -> bool:
    return True


def deliberate(way: Way) -> bool:
    return way.how in DELIBERATE


def steps_on_walks(page: Page, start: str, allowed: Allowed = anything) -> set[str]:
    """The steps that walks from `start` come to, by the ways that are allowed, through transfers too."""
    return every_state([start], lambda step: [way.to for way in page.ways[step] if way.to and allowed(way)])


def steps_until_person(page: Page, start: str, allowed: Allowed = anything) -> set[str]:
    """The same, stopping at the first transfer to a person."""

    def after(step: str) -> list[str]:
        return [] if page.is_person(step) else [way.to for way in page.ways[step] if way.to and allowed(way)]

    return every_state([start], after)


def least_to_person(page: Page, start: str, at_step: Callable[[str], int], on_way: Callable[[Way], int]) -> float:
    """The least count on a deliberate walk to a person, found by walking with the count in hand."""
    most = len(page.steps) + 1

    def after(state: tuple[str, int]) -> list[tuple[str, int]]:
        step, count = state
        if page.is_person(step):
            return []
        gone = [(way.to, count + on_way(way) + at_step(way.to)) for way in page.ways[step] if way.to and deliberate(way)]
        return [(to, total) for to, total in gone if total <= most]

    walked = every_state([(start, at_step(start))], after)
    return min((count for step, count in walked if page.is_person(step)), default=float("inf"))


def least_at(page: Page, end: str, at_step: Callable[[str], int], allowed: Allowed) -> float:
    """The least count on a walk from the start of the call that ends at `end`."""
    most = len(page.steps) + 1

    def after(state: tuple[str, int]) -> list[tuple[str, int]]:
        step, count = state
        gone = [(way.to, count + at_step(way.to)) for way in page.ways[step] if way.to and allowed(way)]
        return [(to, total) for to, total in gone if total <= most]

    walked = every_state([(page.start, at_step(page.start))], after)
    return min((count for step, count in walked if step == end), default=float("inf"))


def goes_round(moves: Mapping[str, Iterable[str]]) -> bool:
    """Whether one can go on for ever: some node comes back to itself."""
    return any(node in every_state(moves[node], lambda at: moves.get(at, ())) for node in moves)


def _just_fails(page: Page, way: Way) -> bool:
    """Whether a failure leads only to the end of the call, with say, set and check between, while it is open."""

    def on(at: Way) -> list[Way]:
        quiet = at.to and isinstance(page.steps[at.to], Say | Set | Check)
        return [other for other in page.ways[at.to] if (other.how, other.label) != ("hours", "closed")] if quiet else []

    last = [at for at in every_state([way], on) if not at.to or not isinstance(page.steps[at.to], Say | Set | Check)]
    kinds = {page.ends_at(at.to) or "goes on" if at.to else at.ends for at in last}
    return way.how == "failure" and bool(kinds) and kinds <= {"hang_up", "cut_off"}


def _ends_unknown(page: Page, step: str) -> bool:
    """Whether a step says words that are not known, and nothing but such steps and set comes before the call is hung up."""
    prompt = page.steps[step].prompt
    if prompt is None or not (prompt.text or prompt.audio) or (prompt.text and prompt.complete):
        return False
    if not isinstance(page.steps[step], Say | HangUp):
        return False
    came = every_state([step], lambda at: [w.to for w in page.ways[at] if w.to and isinstance(page.steps[at], Say | Set)])
    return any(isinstance(page.steps[at], HangUp) for at in came)


def caller_can_force(page: Page, start: str, own: Callable[[str], bool], *, unknown_ends_well: bool = False) -> bool:
    """Whether one of the caller's positional strategies comes to a person whatever the system answers.

    `own` says where the caller chooses. Each strategy is tried: it fixes one way at each of the
    caller's steps that the play comes to, and is good when no play of it ends elsewhere or goes on for ever.
    The system cannot go on for ever by answers that it may give a limited number of times only. With `unknown_ends_well`, calls
    may end with words that are not known, and no failure just ends the call.
    """

    def answers(step: str) -> list[Way]:
        in_hours = [way for way in page.ways[step] if way.how == "hours" and way.label == "open"]
        return in_hours or [way for way in page.ways[step] if not (unknown_ends_well and _just_fails(page, way))]

    def choices(step: str) -> set[str]:
        """Where the caller may go on; what a bot decides is not known, but not when it fails."""
        ways = [way for way in page.ways[step] if way.how == "case" or page.ends_at(step) != "bot"]
        return {way.to for way in ways if way.to}

    def wins(strategy: dict[str, str]) -> bool:
        moves: dict[str, list[str]] = {}
        lasting: dict[str, list[str]] = {}
        waiting = [start]
        undecided = ""
        while waiting:
            step = waiting.pop()
            if step in moves:
                continue
            moves[step] = []
            if page.is_person(step) or (unknown_ends_well and (page.ends_at(step) in UNKNOWN or _ends_unknown(page, step))):
                continue
            decides = unknown_ends_well and page.ends_at(step) == "bot" and page.ways[step]
            if page.ends_at(step) and not decides:
                return False
            if own(step) or decides:
                if step in strategy:
                    moves[step] = [strategy[step]]
                else:
                    undecided = step
            elif any(not way.to for way in answers(step)):
                return False
            else:
                moves[step] = [way.to for way in answers(step)]
                lasting[step] = [way.to for way in answers(step) if not page.limited(way)]
            waiting.extend(moves[step])
        if goes_round(moves | lasting):
            return False
        if not undecided:
            return True
        return any(wins({**strategy, undecided: to}) for to in sorted(choices(undecided)))

    return wins({})


def turned_away(page: Page, at: str) -> bool:
    """Nobody is there, and the flow says what happens then."""
    step = page.steps[at]
    return isinstance(step, Transfer) and not step.always_open and step.closed is not None


def after_hours_takes(page: Page, way: Way) -> bool:
    """Whether the caller after hours may take this way."""
    step = page.steps[way.step]
    if isinstance(step, Transfer):
        goes_on = way.how == "case" and not page.is_person(way.step)
        return goes_on or (way.how == "hours" and turned_away(page, way.step))
    return way.label == "closed" if isinstance(step, Check) and way.how == "hours" else way.how not in ERRORS
