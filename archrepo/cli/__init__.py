"""The command line: one small function a command. Only the doors know the terminal, the clock and the environment.

Nothing heavy is imported before a command needs it, so that `archrepo --help` answers at once.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command that the arguments of this process name, and end the process with its exit code."""
    from archrepo.cli.door import run

    sys.exit(run(sys.argv[1:]))
