"""Routes that only have a condition, as the checks that the platform makes with them one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.flow import Case, Check, Target
from ivrlint.readers.dialogflow import names
from ivrlint.readers.dialogflow.fulfilment import Writer, unique
from ivrlint.readers.dialogflow.part import Part
from ivrlint.readers.dialogflow.routes import leads_on
from ivrlint.readers.dialogflow.ways import Later, Place, Ways


def ends_always(writer: Writer, routes: Sequence[Part], *, form: bool) -> bool:
    """Whether some route is always taken and leads on."""
    return any(
        _always(route, form=form) and (leads_on(route) or writer.ends(route.part("triggerFulfillment"))) for route in routes
    )


def checked(
    ways: Ways, place: Place, routes: Sequence[Part], after: Later, *, form: bool, must: bool, failed: Target | None
) -> Target:
    """The checks of some routes.

    `after` is what follows when no route leads on. With `must` that does not happen: the last route that leads on stands for
    it. `form` says that the form of the page is filled by now. `failed` is where failing webhooks of routes that stay lead.
    """
    return _Checks(ways, place, after, form=form, failed=failed).of(routes, must=must)


def _always(route: Part, *, form: bool) -> bool:
    condition = route.text("condition")
    return not condition.strip() or names.always(condition) or (form and names.when_filled(condition))


class _Checks:
    def __init__(self, ways: Ways, place: Place, after: Later, *, form: bool, failed: Target | None) -> None:
        self.ways, self.place, self.after, self.form, self.failed = ways, place, after, form, failed

    def of(self, routes: Sequence[Part], *, must: bool) -> Target:
        """From the last part to the first. A part ends behind a route after which the next routes are still looked at."""
        following: Target | None = None
        parts = self._parts(routes)
        for number in range(len(parts) - 1, -1, -1):
            part = parts[number]
            last = part[-1]
            if _always(last, form=self.form):
                following = self._rest(part[:-1], self._run(last, following))
            elif must and following is None and any(map(leads_on, part)):
                stands = max(at for at, route in enumerate(part) if leads_on(route))
                otherwise = self._run(part[stands], None)
                following = self._rest([*part[:stands], *part[stands + 1 :]], otherwise)
            else:
                following = self._rest(part, following or self.after())
        return following or self.after()

    def _parts(self, routes: Sequence[Part]) -> list[list[Part]]:
        parts: list[list[Part]] = [[]]
        for route in routes:
            leads = leads_on(route)
            if not leads and not route.part("triggerFulfillment"):
                continue
            parts[-1].append(route)
            always = _always(route, form=self.form)
            if always and leads and not route.text("targetFlow"):
                break
            if always or not leads or route.text("targetFlow"):
                parts.append([])
        return [part for part in parts if part]

    def _rest(self, routes: Sequence[Part], otherwise: Target) -> Target:
        """A check of some routes, of which one at most is taken."""
        if not routes:
            return otherwise
        used: dict[str, int] = {}
        cases = []
        for route in routes:
            label = unique(names.shown(route.text("condition")), used)
            cases.append(Case(label, self._run(route, otherwise), route.mark("condition")))
        uses = tuple(dict.fromkeys(name for route in routes for name in names.reads(route.text("condition"))))
        check = Check(
            name=self.ways.plan.name(f"{self.place.base} / conditions"),
            mark=routes[0].mark("condition"),
            asks="which condition is met",
            uses=uses,
            cases=tuple(cases),
            otherwise=otherwise,
        )
        return self.ways.plan.add(check)

    def _run(self, route: Part, following: Target | None) -> Target:
        """What a route does, and where it leads."""
        leads = leads_on(route)
        fulfilment = route.part("triggerFulfillment")
        returns = not following and self.ways.comes_back(self.place, route.text("targetFlow"))
        resume = following or (self.after() if not leads or returns else None)
        then = self.ways.target(self.place, route, resume) or resume or self.after()
        base = f"{self.place.base} / {names.shown(route.text('condition')) or 'always'}"
        return self.ways.writer.chain(base, fulfilment, then, failed=None if leads else self.failed, stays=not leads)
