"""`archrepo serve`: the viewer in a browser."""

from __future__ import annotations

import errno
import gc
import socket
from datetime import datetime
from pathlib import Path

import click

from archrepo.cli.commands import as_of_option, command, option, workspace_option
from archrepo.cli.session import INTERRUPTED, Session
from archrepo.errors import RequestFault
from archrepo.language import Text

LOOPBACK = "127.0.0.1"
PORT = 8000


@command(
    "serve",
    Text(
        "Toon het model in een browser, tot u stopt met Ctrl-C.\n\n"
        "De viewer leest een bestand opnieuw zodra het verandert. Alleen deze computer kan erbij, tenzij u met --host "
        "een ander adres kiest; er is geen aanmelding.",
        "Show the model in a browser, until you stop it with Ctrl-C.\n\n"
        "The viewer reads a file again as soon as it changes. Only this computer can reach it, unless you choose "
        "another address with --host; there is no login.",
    ),
    "archrepo serve",
)
@option("--host", default=LOOPBACK, text=Text("Adres (standaard: 127.0.0.1).", "Address (default: 127.0.0.1)."))
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    text=Text("Poort (standaard: 8000; 0: een vrije).", "Port (default: 8000; 0: a free one)."),
)
@option(
    "--allow-writing",
    is_flag=True,
    text=Text(
        "Laat ook anderen formulieren opslaan als zij dit adres kunnen bereiken.",
        "Let others save forms too when they can reach this address.",
    ),
)
@workspace_option
@as_of_option
def serve_command(
    session: Session, host: str, port: int, allow_writing: bool, workspace: Path | None, as_of: datetime | None
) -> int:
    """Serve the viewer of a workspace until Ctrl-C."""
    from archrepo.workspace import find_root, read_configuration

    root = workspace.absolute() if workspace is not None else find_root(session.here)
    read_configuration(root)
    if port == 0 or not is_free(host, port):
        if port:
            raise RequestFault(
                Text(f"poort {port} op {host} is bezet", f"port {port} on {host} is taken"),
                remedy=Text("kies een andere met --port, of 0 voor een vrije", "choose another with --port, or 0"),
            )
        port = free_port(host)
    return serve_viewer(session, root, host, port, as_of, may_write=allow_writing)


def serve_viewer(
    session: Session, root: Path, host: str, port: int, as_of: datetime | None = None, *, may_write: bool = False
) -> int:
    """Tell where the viewer is, serve it until the process is interrupted, and return the exit code for that."""
    from webui import serve

    gc.enable()

    shown = f"[{host}]" if ":" in host else host

    def tell_where() -> None:
        session.say(
            Text(
                f"De viewer staat op http://{shown}:{port}/ (stoppen: Ctrl-C)",
                f"The viewer is at http://{shown}:{port}/ (stop: Ctrl-C)",
            )
        )
        if host != LOOPBACK:
            session.tell(
                Text(
                    "Let op: iedereen die dit adres kan bereiken, kan het model lezen.",
                    "Note: everyone who can reach this address can read the model.",
                )
            )

    serve(
        root,
        host,
        port,
        as_of.date() if as_of else None,
        may_write=may_write,
        language=session.asked_language,
        when_ready=tell_where,
    )
    session.tell(Text("De viewer is gestopt.", "The viewer has stopped."))
    return INTERRUPTED


def is_free(host: str, port: int) -> bool:
    """Tell whether the port can be listened on.

    Raises:
        RequestFault: the address is none of this computer's.
    """
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return True
    except OSError as fault:
        if fault.errno in (errno.EADDRINUSE, errno.EACCES):
            return False
        raise RequestFault(
            Text(f"{host} is geen adres van deze computer", f"{host} is no address of this computer"),
            remedy=Text("laat --host weg, of neem 127.0.0.1", "leave --host out, or take 127.0.0.1"),
        ) from fault


def free_port(host: str) -> int:
    """Return a port on which nobody listens now."""
    with socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
        return int(listener.getsockname()[1])
