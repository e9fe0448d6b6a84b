"""Registers that answer one saved question: contracts and base registrations."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from archrepo.element_facts import element_facts
from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.metrics import MONTHS_OF_CONTRACTS
from archrepo.queries import ask, find_query
from archrepo.vocabulary import ar
from webui.opened import opened

room = Blueprint("registers", __name__)


@room.get("/contracten")
def contracts() -> str:
    """Show the contracts that end soon without a decision."""
    months = min(max(1, request.args.get("maanden", MONTHS_OF_CONTRACTS, type=int)), 600)
    table = ask(opened().workspace, find_query("C19"), {"months": str(months)})
    return render_template("contracts.html", table=table, months=months)


@room.get("/basisregistraties")
def registrations() -> str:
    """List the base registrations, and how each is used."""
    table = ask(opened().workspace, find_query("C05"))
    return render_template("registrations.html", table=table, known=opened().base_registrations)


@room.get("/basisregistraties/<name>")
def registration(name: str) -> str:
    """Show one base registration: its law, its duties, and the systems that use it."""
    found = ar(name) if name.isalnum() else ar("none")
    if found not in opened().base_registrations:
        raise RequestFault(
            Text(f"er is geen basisregistratie '{name[:40]}'", f"there is no base registration '{name[:40]}'"),
            remedy=Text("kies er een uit de lijst", "choose one from the list"),
        )
    table = ask(opened().workspace, find_query("C05"), {"registration": f"ar:{name}"})
    return render_template("registration.html", facts=element_facts(opened().workspace, found), table=table, name=name)
