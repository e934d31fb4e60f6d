"""Reports made by hand, for the tests of the reporters."""

from ivrlint.finding import CallEvent, CallTranscript, Finding, Severity, Source, Suppressed, Suppression
from ivrlint.flow import Mark, Refusal
from ivrlint.report import Report, Way

MENU = b"ivr: 1\nname: Harbour\nsteps:\n  main:\n    say: Hello\n"
CALL = CallTranscript(
    (
        CallEvent(0.0, "hears", '"Thank you for calling."', "greeting", Mark("menu.yaml", 3, 1, 3, 6)),
        CallEvent(9.4, "presses", "2 (bills)", "main", Mark("menu.yaml", 4, 3, 4, 7)),
        CallEvent(75.0, "ends", "is cut off", ""),
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


def quiet(kind: str, **changes: object) -> Suppressed:
    """A finding that is not told; a comment or the configuration says so in line 2."""
    said = kind in ("comment", "configuration")
    mark = Mark("menu.yaml", 2, 1, 2, 9) if said else None
    return Suppressed(finding(**changes), Suppression(kind, "we know" if said else "", mark, "2027-01-31" if said else ""))


def report(
    *findings: Finding,
    problems: tuple[Refusal, ...] = (),
    ways: tuple[Way, ...] = (),
    files: int = 1,
    suppressed: tuple[Suppressed, ...] = (),
) -> Report:
    """A report on MENU; without ways no call was judged, and there is no grade."""
    return Report(findings=findings, problems=problems, ways=ways, files=files, texts={"menu.yaml": MENU}, suppressed=suppressed)
