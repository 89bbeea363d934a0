"""The app for gunicorn and for commands: `mentormatch.wsgi:app`. A bad setting is one sentence and exit 1.

Whatever a command writes is for the user it runs as alone.
"""

import os
import sys
from pathlib import Path

from mentormatch.app import create_app
from mentormatch.config import BadSetting, close_to_others

os.umask(0o077)
try:
    app = create_app()
    close_to_others(Path(app.instance_path))
except BadSetting as problem:
    sys.exit(f"mentormatch cannot start: {problem}")
