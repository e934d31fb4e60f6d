"""Settings that a parameter, a page, a flow or the agent has: the nearest one counts."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.readers.dialogflow.part import Part


def patience(levels: Sequence[Part]) -> float:
    """Seconds of silence before it counts as no input; 0 where nothing says it. `levels` are the nearest first."""
    for settings in _settings(levels, "speechSettings"):
        seconds = settings.seconds("noSpeechTimeout")
        if seconds:
            return seconds
    return 0.0


class Keys:
    """How keys are taken at a parameter."""

    def __init__(self, levels: Sequence[Part]) -> None:
        found = next((settings for settings in _settings(levels, "dtmfSettings") if "enabled" in settings.map), None)
        self.enabled = bool(found) and found is not None and found.map.get("enabled") is True
        most = found.number("maxDigits") if found and self.enabled else None
        self.most = int(most) if most and 0 < most < 1000 else 0
        finish = found.text("finishDigit") if found and self.enabled else ""
        self.finish = finish if len(finish) == 1 and finish in "0123456789*#" else ""


def _settings(levels: Sequence[Part], kind: str) -> list[Part]:
    result = []
    for level in levels:
        advanced = level.part("advancedSettings")
        settings = advanced.part(kind) if advanced else None
        if settings:
            result.append(settings)
    return result
