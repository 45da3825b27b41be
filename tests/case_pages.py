"""Case pages as a test wants them: what was written, with which files, by whom."""

from __future__ import annotations

from casewright.caselog.case import CaseMessage, CasePage, ShownFile
from casewright.caselog.labels import CaseLogLabels, labels_of
from casewright.flow.read import read_flows
from casewright.places import flows


def case_page(*texts: str, files: tuple[str, ...] = (), **changes: object) -> CasePage:
    """A case with our messages, the files at the first of them."""
    messages = [CaseMessage(text=text, from_amazon=False) for text in texts]
    if messages:
        messages[0] = messages[0].model_copy(update={"files": tuple(ShownFile(name=name) for name in files)})
    fields = {"case_id": "17204938815", "subject": "s", "status": "Pending Amazon action", "messages": messages}
    return CasePage.model_validate(fields | changes)


def labels(language: str = "en") -> CaseLogLabels:
    """The words of the shipped flow."""
    return labels_of(_FLOWS, language)


_FLOWS = read_flows(flows())
