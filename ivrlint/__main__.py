"""`python -m ivrlint`."""

import sys

from ivrlint.cli import main

sys.exit(main())
