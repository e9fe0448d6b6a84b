"""A missing fact leaves a verdict open, but hides no breach that is certain without it; pySHACL says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_own_forms import REFERENCE, component, opened, verdict_and_findings

from archrepo.findings import Verdict
from archrepo.principles import book_of

BROKEN, MET, UNKNOWN = Verdict.BROKEN, Verdict.MET, Verdict.UNKNOWN

OWNED = "[ sh:path ar:owner ; sh:minCount 1 ]"
BOTH = f"ar:needs ar:mfa ; sh:and ( {OWNED} [ sh:path ar:mfa ; sh:hasValue true ] )"
EITHER = f"ar:needs ar:mfa ; sh:or ( {OWNED} [ sh:path ar:mfa ; sh:hasValue true ] )"
WHEN_CRITICAL = f"""ar:needs ar:availabilityClass ; sh:and ( {OWNED} ) ; ar:appliesWhen [ sh:or (
    [ sh:path ar:criticality ; sh:hasValue ar:Critical ] [ sh:path ar:availabilityClass ; sh:minInclusive 2 ] ) ]"""
UNLESS_SAID = f"""ar:applicabilityNeeds ar:userFacing ; sh:and ( {OWNED} ) ; ar:appliesWhen [ sh:and (
    [ sh:not [ sh:path ar:userFacing ; sh:hasValue false ] ] [ sh:path ar:lifecycle ; sh:minCount 1 ] ) ]"""
EACH = "ar:needs ( ar:supplier ar:jurisdiction ) ; sh:and ( [ sh:path ( ar:supplier ar:jurisdiction ) ; RULE ] )"
NOT_ABROAD = EACH.replace("RULE", "sh:in ( :nl )")
SOME_HERE = EACH.replace("RULE", "sh:hasValue :nl")
SUPPLIERS = ":x ar:jurisdiction :nl . :y ar:jurisdiction :us . :z rdfs:label 'Z'"
EXACTLY_ONE = f"ar:needs ar:mfa ; sh:and ( [ sh:xone ( {OWNED} [ sh:path ar:mfa ; sh:hasValue true ] ) ] )"
WHOLE = "ar:needs ar:mfa ; sh:node [ sh:and ( RULE ) ]"
CLASSED = "ar:needs ar:availabilityClass ; sh:path ar:availabilityClass ; sh:minCount 1 ; sh:minInclusive 2"


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        (BOTH, "ar:owner :x ; ar:mfa true", MET),
        (BOTH, "ar:owner :x", UNKNOWN),
        (BOTH, "ar:mfa true", BROKEN),
        (BOTH, "ar:lifecycle ar:InUse", BROKEN),
        (EITHER, "ar:lifecycle ar:InUse", UNKNOWN),
        (EITHER, "ar:mfa false", BROKEN),
        (WHEN_CRITICAL, "ar:criticality ar:Critical", BROKEN),
        (WHEN_CRITICAL, "ar:criticality ar:Critical ; ar:owner :x", UNKNOWN),
        (WHEN_CRITICAL, "ar:availabilityClass 2", BROKEN),
        (WHEN_CRITICAL, "ar:availabilityClass 1", Verdict.NOT_APPLICABLE),
        (UNLESS_SAID, "ar:lifecycle ar:InUse", UNKNOWN),
        (UNLESS_SAID, "ar:lifecycle ar:InUse ; ar:userFacing true", BROKEN),
        (NOT_ABROAD, "ar:supplier :x", MET),
        (NOT_ABROAD, "ar:supplier :x , :z", UNKNOWN),
        (NOT_ABROAD, "ar:supplier :y , :z", BROKEN),
        (NOT_ABROAD, "ar:lifecycle ar:InUse", UNKNOWN),
        (SOME_HERE, "ar:supplier :y , :z", UNKNOWN),
        (SOME_HERE, "ar:supplier :y", BROKEN),
        (EXACTLY_ONE, "ar:owner :x", UNKNOWN),
        (EXACTLY_ONE, "ar:owner :x ; ar:mfa true", BROKEN),
        (WHOLE.replace("RULE", f"{OWNED} [ sh:path ar:mfa ; sh:minCount 1 ]"), "ar:lifecycle ar:InUse", BROKEN),
        (WHOLE.replace("RULE", "[ sh:not [ sh:path ar:mfa ; sh:hasValue false ] ]"), "ar:owner :x", UNKNOWN),
        (WHOLE.replace("RULE", f"[ sh:not {OWNED} ] [ sh:path ar:mfa ; sh:minCount 1 ]"), "ar:owner :x", BROKEN),
        (CLASSED, "ar:owner :x", UNKNOWN),
        (CLASSED, "ar:availabilityClass 1", BROKEN),
    ],
)
def test_missing_fact_hides_no_certain_breach_in_either_engine(
    tmp_path: Path, rule: str, facts: str, expected: Verdict
) -> None:
    workspace = opened(tmp_path, rule, f"{component(facts)} {SUPPLIERS} .")
    book = book_of(workspace)
    principle = book.get("EIGEN-01")
    assert principle is not None

    verdict, _findings = verdict_and_findings(workspace)
    reference = REFERENCE.run(workspace, book.shapes, {principle.shape})

    assert verdict is expected
    assert bool(reference) is (expected is BROKEN)


def test_fact_that_the_rule_looks_at_nowhere_was_asked_for_itself(tmp_path: Path) -> None:
    workspace = opened(tmp_path, f"ar:needs ar:mfa ; sh:and ( {OWNED} )", component("ar:lifecycle ar:InUse"))

    assert verdict_and_findings(workspace)[0] is UNKNOWN


def test_finding_names_only_what_is_certain(tmp_path: Path) -> None:
    rule = """ar:needs ar:mfa ; sh:and (
        [ sh:path ar:mfa ; sh:hasValue true ; sh:message "geen MFA"@nl , "no MFA"@en ]
        [ sh:path ar:owner ; sh:minCount 1 ; sh:message "geen eigenaar"@nl , "no owner"@en ] )"""

    _verdict, (finding,) = verdict_and_findings(opened(tmp_path, rule, component("ar:lifecycle ar:InUse")))

    assert finding.message.nl == "klopt niet: geen eigenaar"
    assert finding.annotation is not None
    assert finding.annotation.nl == "ar:owner ontbreekt"


def test_of_a_sequence_the_step_is_named_that_is_missing(tmp_path: Path) -> None:
    workspace = opened(tmp_path, NOT_ABROAD, f"{component('ar:supplier :x , :z')} {SUPPLIERS} .")

    _verdict, (finding,) = verdict_and_findings(workspace)

    assert finding.annotation is not None
    assert finding.annotation.nl == "ar:jurisdiction ontbreekt"
