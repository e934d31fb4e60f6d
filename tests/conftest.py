"""Beside this file lies what tests in all folders may import: pytest finds it because of this file."""
