"""Let `python -m praya` do what `praya` does."""

import sys

from praya.cli import main

sys.exit(main())
