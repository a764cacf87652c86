"""`python -m remedy_api` is the command line."""

import sys

from remedy_api.cli.main import main

sys.exit(main())
