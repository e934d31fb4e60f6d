"""What may stand in a report as the rule of a finding, and is no rule: what it is called, and what there is to know about it."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.finding import Severity
from ivrlint.flow.tuples import NamedTuple
from ivrlint.report import EXPIRED, FORMAT, MALFORMED, STALE, UNUSED, WITHOUT_REASON


class Other(NamedTuple):
    """One such name, with how severe its findings are."""

    severity: Severity
    summary: str
    text: str


_LEFT_OUT = "`--ignore {id}` leaves these findings out; no suppression hides them, and they cost a flow no points."

OTHERS: Mapping[str, Other] = {
    FORMAT: Other(
        Severity.error,
        "Something is wrong in a file that was recognised as a flow.",
        "`format` is no rule: it is the name of what is wrong in a file that was recognised as a flow, such as an unknown key, a "
        "key written twice or a wrong type. docs/format.md describes ivrlint's own format, and `ivrlint schema flow` prints its "
        "JSON Schema; docs/formats.md says what is read of other formats. Rules say nothing of a "
        "step in which something has to be left out. `--ignore format` leaves these findings out.",
    ),
    MALFORMED: Other(
        Severity.warning,
        "A comment speaks to ivrlint, and is not understood.",
        "A comment begins with `ivrlint:` and hides nothing, because it is written in another way than "
        "`ivrlint: ignore[rule-id] reason`, names no rule, or one that does not exist, or a day that does not. Whoever wrote it "
        "believes that something is hidden. Comments without a rule are not understood because they would also hide what is "
        f"found there for the first time next year. {_LEFT_OUT.format(id=MALFORMED)}",
    ),
    WITHOUT_REASON: Other(
        Severity.warning,
        "A comment that shall hide findings does not say why.",
        "A comment names a rule and gives no reason behind the bracket. It hides nothing: whoever reads it later could not know "
        f"whether it is still right. {_LEFT_OUT.format(id=WITHOUT_REASON)}",
    ),
    EXPIRED: Other(
        Severity.warning,
        "A comment, or an entry of the configuration, that hid findings until a day is past its day.",
        "What was accepted `until` a day is told again from the day after, by the clock of the machine that ivrlint runs on. "
        f"Mend what is found, give another day, or take it out. {_LEFT_OUT.format(id=EXPIRED)}",
    ),
    UNUSED: Other(
        Severity.warning,
        "A comment, or an entry of the configuration, that shall hide findings hides none.",
        "A rule is named that finds nothing there: it was mended, or the comment stands in the wrong line. What is left in place "
        "would hide the next mistake. It is told only of rules that have judged the file in this run, so not of those that "
        "`--select` leaves out, that are off, or that judge whole calls, in a file in which no call begins. "
        f"{_LEFT_OUT.format(id=UNUSED)}",
    ),
    STALE: Other(
        Severity.info,
        "Something that a baseline has is found no more, or accepted.",
        "What a baseline has is not told. When it was mended, its file is gone, or a comment or the configuration accepts it, "
        "the entry would hide the same mistake if somebody made it again: `--prune-baseline` takes such entries out, and adds "
        "nothing. It is told once for each file, and only of files and rules that were in the run; docs/baseline.md says more. "
        f"{_LEFT_OUT.format(id=STALE)}",
    ),
}
"""By their ids, in the order in which they are listed."""
