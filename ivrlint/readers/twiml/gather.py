"""The verb Gather: a menu when its words offer keys, else an entry."""

from __future__ import annotations

from ivrlint.flow import Collect, Handler, Mark, Menu, Option, Run, Target
from ivrlint.readers.kinds_of_data import kind_of_data
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.spoken_keys import keys_in, names_end
from ivrlint.readers.twiml.building import Building, Made
from ivrlint.readers.twiml.dialects import BXML
from ivrlint.readers.twiml.document import Verb
from ivrlint.readers.twiml.offered import first_variant, said_before
from ivrlint.readers.twiml.words import PLAYS, SPEAKS, prompt_of, spoken

WAIT = 5.0
"""Seconds of silence after which a Gather goes on, where it does not say."""

ACTIONS = ("action", "gatherUrl", "requestUrl")
"""Where the answer goes: in TwiML, and in Bandwidth's XML of today and of before."""

AGAIN = "(this document, as it is sent the next time)"
"""What answers go to where a template does not say."""

_LONGEST = 86_400


def gather(item: Verb, building: Building) -> Made:
    """The step, and for data that another document of the run is given, a step that sends it there."""
    element = item.element
    mark = element.mark(building.file)
    variant, whole = first_variant(element)
    inside = [child for child in variant if child.name in SPEAKS | PLAYS]
    words = " ".join(spoken(child) for child in inside if child.name in SPEAKS)
    keys = keys_in(words)
    most = number(element, "numDigits", "maxDigits")
    if not keys.keys and (most == 1.0 or (not inside and not most)):  # they may be told right before
        keys = keys_in(" ".join(spoken(each) for each in said_before(item)))._replace(sure=False)
    inputs = element.get("input", "dtmf").replace(",", " ").split()
    by = tuple(kind for kind, names in (("keys", ("dtmf", "digits")), ("speech", ("speech",))) if {*names} & {*inputs})
    by = by or ("keys",)
    barge_in = "false" not in (element.get("bargeIn"), element.get("bargeable"))
    answered, repeats = _answered(item, building, mark)
    mistakes = _silence(item, building, mark, answered), _wrong(element, building, mark, answered, repeats)
    if "keys" in by and most in (None, 0.0, 1.0) and (keys.keys or most == 1.0):
        yield Menu(
            name=item.name,
            mark=mark,
            prompt=prompt_of(inside, building.file, barge_in=barge_in, known=keys.sure and whole),
            options=tuple(_options(keys.keys, answered, mark)),
            no_input=mistakes[0],
            no_match=mistakes[1],
            next_digit=0.0 if most == 1.0 else number(element, "interDigitTimeout", "timeout") or WAIT,
        )
        return
    digits = int(most) if most else 0
    finish = _finish(element, building)
    told = words or " ".join(spoken(each) for each in said_before(item))
    least = int(number(element, "minDigits") or (1 if names_end(told, finish) else digits))  # Who is told may type fewer.
    sends = answered.file and not repeats
    yield Collect(
        name=item.name,
        mark=mark,
        prompt=prompt_of(inside, building.file, barge_in=barge_in, known=whole),
        variable=f"answer to {item.name}",
        next=Target(f"{item.name} (sent)", mark) if sends else answered,
        no_input=mistakes[0],
        no_match=mistakes[1] if mistakes[1].then and mistakes[1].then != answered else Handler(mark, possible=False),
        digits=(min(least, digits), digits) if digits else None,
        finish_on=finish,
        by=by,
        what=kind_of_data(item.name, words) or ("choice" if repeats else ""),
    )
    if sends:
        yield Run(
            name=f"{item.name} (sent)",
            mark=mark,
            service=answered.file.rpartition("/")[2],
            uses=(f"answer to {item.name}",),
            next=answered,
            failed=answered,
        )


def number(element: Element, *names: str) -> float | None:
    """The first of some attributes that holds a number."""
    for name in names:
        try:
            value = float(element.get(name) or "x")
        except ValueError:
            continue
        if 0 <= value <= _LONGEST:
            return value
    return None


def _answered(item: Verb, building: Building, mark: Mark) -> tuple[Target, bool]:
    """Where an answer leads, and whether that is this document once more."""
    element = item.element
    for name in ACTIONS:
        if element.get(name).strip():
            where = element.mark(building.file, name)
            if building.is_route_to_itself(element.get(name)):  # the program behind it decides what it sends for the answer
                return building.document(AGAIN, where), False
            target = building.document(element.get(name), where)
            return target, not target.file and target.to == building.start
    if building.draft.dialect == BXML:
        return building.surely(item.next, mark), False
    if building.draft.template:  # the program that sends this document decides what it sends the next time
        return building.document(AGAIN, mark), False
    return building.document("", mark), True


def _silence(item: Verb, building: Building, mark: Mark, answered: Target) -> Handler:
    """Silence goes on with the next verb; where the answer is asked for in any case, it counts as an empty one."""
    element = item.element
    wait = number(element, "firstDigitTimeout", "timeout")
    tries = int(number(element, "repeatCount") or 1)
    bandwidth = building.draft.dialect == BXML and any(element.get(name).strip() for name in ACTIONS)
    empty = bandwidth or element.get("actionOnEmptyResult").lower() == "true"
    then = answered if empty else building.onward(item.next, mark)
    return Handler(mark, after=WAIT if wait is None else wait, tries=max(1, tries), then=then)


def _wrong(element: Element, building: Building, mark: Mark, answered: Target, repeats: bool) -> Handler:
    """There are no wrong keys: whoever gets the answer decides, and where this document comes again, nobody does."""
    invalid = element.get("invalidDigitsAction").strip()
    if invalid:
        return Handler(mark, then=building.document(invalid, element.mark(building.file, "invalidDigitsAction")))
    return Handler(mark, possible=False) if repeats else Handler(mark, then=answered)


def _options(keys: tuple[str, ...], answered: Target, mark: Mark) -> list[Option]:
    """The keys that the words offer; where they offer none, or are not known, any key."""
    if not keys:
        return [Option("", answered, mark, "any key", pattern=".")]
    return [Option(key, answered, mark) for key in keys]


def _finish(element: Element, building: Building) -> str:
    for name in ("finishOnKey", "terminatingDigits"):
        if name in element.attributes:
            return element.get(name)
    return "" if building.draft.dialect == BXML else "#"
