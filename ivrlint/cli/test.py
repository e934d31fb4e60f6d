"""`ivrlint test`: run the examples inside rule files."""

from __future__ import annotations
