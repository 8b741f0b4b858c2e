"""`python -m readiness`: the command line."""

import sys

from readiness.cli import main

sys.exit(main())
