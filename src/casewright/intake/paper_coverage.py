"""Whether the papers show enough units for all the claims that use them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from casewright.intake.paper_checks import read_papers, units_shown
from casewright.message import msg
from casewright.model.claim import CommonClaim
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.problem import Place, Problem


def find_short_papers(claims: Iterable[CommonClaim]) -> Iterator[Problem]:
    """A warning for each paper on which several claims for a product want more units than it shows."""
    users: defaultdict[tuple[str, str], list[tuple[CommonClaim, Evidence]]] = defaultdict(list)
    for claim in claims:
        product = claim.fnsku or claim.asin or claim.sku or claim.product_name
        for proof in {each.sha256: each for each in reversed(claim.evidence) if _is_paper(each)}.values():
            users[proof.sha256, product].append((claim, proof))  # copies of one paper are one
    for several in users.values():
        if len(several) > 1:
            yield from _shortage(several)


def _is_paper(proof: Evidence) -> bool:
    return proof.kind is EvidenceKind.STOCK_DOCUMENT and proof.media_type == "application/pdf"


def _shortage(several: list[tuple[CommonClaim, Evidence]]) -> Iterator[Problem]:
    claim, proof = several[0]
    wanted = sum(each.quantity for each, _ in several)
    shown = next((units_shown(claim, paper.text) for paper in read_papers([proof])), None)
    others = {other.sha256 for each, _ in several for other in each.evidence if other.kind is proof.kind} - {
        proof.sha256
    }
    if shown and shown < wanted and not others:
        message = msg(
            "{paper} shows {shown} units of this product, and {count} claims use it for {wanted} units",
            paper=proof.name,
            shown=shown,
            count=len(several),
            wanted=wanted,
        )
        last = several[-1][0]
        place = last.place or Place(file=proof.name)
        expected = msg("another invoice for the units that are missing")
        yield Problem(
            code="document-shared",
            message=message,
            place=place,
            expected=expected,
            severity="warning",
            claim_id=last.claim_id,
        )
