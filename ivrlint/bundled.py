"""Where the rules and the schemas lie: inside the wheel, or beside the package in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
RULES = next((place for place in (_PACKAGE / "rules", _PACKAGE.parent / "rules") if place.is_dir()), _PACKAGE / "rules")
SCHEMAS = _PACKAGE / "schema"


def documentation() -> str:
    """Where the documentation lies on the web, as the package says; empty where it does not."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        places = metadata("ivrlint").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    by_name: dict[str, str] = dict(place.split(", ", 1) for place in places)
    return by_name.get("Documentation", "").rstrip("/")
