"""From the comments of files to what they ask, and to what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ivrlint.finding import Finding
from ivrlint.report import ABOUT_SUPPRESSIONS
from ivrlint.suppressing import complaints
from ivrlint.suppressing.asked import IN_FILE, ON_LINE, Asked, Found
from ivrlint.suppressing.directives import HOW, NO_RULES, directives

if TYPE_CHECKING:
    from ivrlint.readers.remarks import Remark

Known = Callable[[str, str], str | None]
"""What to say of a rule that is named in a file; None where there is such a rule."""


class Asking:
    """Sorts what is asked into what `holds` on a day, and `complaints` about the rest."""

    def __init__(self, found: Found, today: str) -> None:
        self.holds: list[Asked] = []
        self.complaints: list[Finding] = []
        self._found, self._today = found, today

    def hear(self, remarks: Sequence[Remark], known: Known) -> None:
        """All that comments ask."""
        for remark in dict.fromkeys(remarks):
            for directive in directives(remark.text):
                near = IN_FILE if directive.whole_file else ON_LINE
                place = (remark.first, remark.last, remark.steps) if near == ON_LINE else ()
                asked = Asked((remark.mark.file,), remark.mark, near, directive.rules, directive.reason, directive.until, *place)
                if directive.wrong:
                    names = tuple(name for name in directive.perhaps if known(remark.mark.file, name) is None)
                    self.complaints.append(self._misunderstood(asked, directive.wrong, names))
                else:
                    self._name(asked, known)

    def _name(self, asked: Asked, known: Known) -> None:
        """What is asked for rules, some of which may not be there."""
        rules = []
        for rule in asked.rules:
            if rule in ABOUT_SUPPRESSIONS:
                what = f"{rule} is about suppressions, and no suppression hides it"
                self.complaints.append(complaints.malformed(asked, what, rule, f"`--ignore {rule}` leaves such findings out."))
            elif why := known(asked.mark.file, rule):
                self.complaints.append(complaints.malformed(asked, why, rule, "Name it as the report does."))
            else:
                rules.append(rule)
        if rules:
            self.weigh(asked._replace(rules=tuple(rules)))

    def weigh(self, asked: Asked) -> None:
        """Whether what is asked holds."""
        if not asked.reason:
            self.complaints.append(complaints.without_reason(asked))
        elif asked.until and self._today > asked.until:
            self.complaints.append(complaints.expired(asked, self._found.rules(self._found.meant(asked))))
        else:
            self.holds.append(asked)

    def _misunderstood(self, asked: Asked, why: str, names: Sequence[str]) -> Finding:
        """A finding about a comment that is not understood; `names` are rules that it seems to name."""
        how = HOW
        if names:
            why = f"{'the rule is named without a bracket' if why == NO_RULES else why}; write ignore[{', '.join(names)}]"
            how = HOW.replace("rule-id", ", ".join(names))
        elif why == NO_RULES:
            here = self._found.rules(self._found.meant(asked))
            how = HOW.replace("rule-id", ", ".join(here)) if here else how
        return complaints.malformed(asked, why, "", f"Write `{how}`.")
