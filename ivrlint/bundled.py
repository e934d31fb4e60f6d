"""Where the rules and the schemas lie: inside the wheel, or beside the package in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
RULES = next((place for place in (_PACKAGE / "rules", _PACKAGE.parent / "rules") if place.is_dir()), _PACKAGE / "rules")
SCHEMAS = _PACKAGE / "schema"
