"""Reports made by hand, for the tests of the reporters."""

from ivrlint.finding import CallEvent, CallTranscript, Finding, Severity, Source
from ivrlint.flow import Mark, Refusal
from ivrlint.report import Report, Way

MENU = b"ivr: 1\nname: Harbour\nsteps:\n  main:\n    say: Hello\n"
CALL = CallTranscript(
    (
        CallEvent(0.0, "hears", '"Thank you for calling."', "greeting"),
        CallEvent(9.4, "presses", "2 (bills)", "main"),
        CallEvent(75.0, "ends", "is cut off", "main"),
    )
)
SOURCE = Source("Toolkit", "at most three levels", "https://example.org/toolkit")


def way(**changes: object) -> Way:
    """A call that reaches a person by 0, then 2."""
    usual: dict[str, object] = {
        "file": "menu.yaml", "name": "Harbour", "start": "main", "reaches_person": True, "may_reach_person": True,
        "only_by_error": False, "may_be_chosen": True, "seconds": 47.6, "presses": 2.0, "entries": 0.0, "route": ("0", "2"),
    }  # fmt: skip
    return Way(**{**usual, **changes})  # type: ignore[arg-type]


def finding(**changes: object) -> Finding:
    """A finding at `main` of MENU."""
    usual: dict[str, object] = {
        "rule": "menu-too-deep", "severity": Severity.warning, "mark": Mark("menu.yaml", 4, 3, 4, 7), "step": "main",
        "message": "main is too deep", "instead": "Move\n  it up.", "sources": (SOURCE,), "call": CALL,
    }  # fmt: skip
    return Finding(**{**usual, **changes})  # type: ignore[arg-type]


def report(*findings: Finding, problems: tuple[Refusal, ...] = (), ways: tuple[Way, ...] = (), files: int = 1) -> Report:
    """A report on MENU; without ways no call was judged, and there is no grade."""
    return Report(findings=findings, problems=problems, ways=ways, files=files, texts={"menu.yaml": MENU})
