"""ivrlint: a usability linter for phone trees."""

__version__ = "0.1.0"
