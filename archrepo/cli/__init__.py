"""The command line: one small function a command. Only the doors know the terminal, the clock and the environment.

Nothing heavy is imported before a command needs it, so that `archrepo --help` answers at once.
"""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command that the arguments of this process name, and end the process with its exit code.

    The garbage collector stays off: a command lives for seconds and hardly makes garbage, while each walk over the
    objects of a large model takes a tenth of a second. The viewer, which lives on, turns it on again.
    """
    from archrepo.cli.door import run

    gc.disable()
    sys.exit(run(sys.argv[1:]))
