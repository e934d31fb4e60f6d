"""Beside this file lies what tests in all folders may import: pytest finds it because of this file.

Tests remember nothing of one another, and leave nothing in the user's folders.
"""

import os

os.environ["IVRLINT_NO_CACHE"] = "1"
for name in ("IVRLINT_CACHE", "IVRLINT_JOBS"):
    os.environ.pop(name, None)
