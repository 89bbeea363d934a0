"""The app for gunicorn and for commands: `mentormatch.wsgi:app`. A bad setting is one sentence and exit 1."""

import sys

from mentormatch.app import create_app
from mentormatch.config import BadSetting

try:
    app = create_app()
except BadSetting as problem:
    sys.exit(f"mentormatch cannot start: {problem}")
