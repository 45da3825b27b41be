"""What no flow may do, whoever wrote it: press an undeclared submit, or select more than CSS can."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from casewright.flow.control import Control
from casewright.flow.model import Flow, link
from casewright.flow.step import FlowStep
from casewright.flow.verbs.fill import FillStep
from casewright.flow.verbs.say import SayStep
from casewright.flow.words import fold
from casewright.message import Message, msg

_ANYWHERE = (
    "send|submit|submission|transmit|approve|lodge|finali[sz]e"
    "|senden|sende|absenden|abschicken|versenden|einreichen|übermitteln|genehmigen"
    "|envoyer|envoyez|soumettre|soumettez|transmettre|approuver|approuvez|d[ée]poser|d[ée]posez"
    "|invia|inviare|inoltra|inoltrare|approva|approvare"
    "|enviar|env[ií]e|env[ií]a|presentar|remitir|aprobar"
    "|envie|apresentar|aprovar|submeter"
    "|verzenden|verzend|versturen|verstuur|indienen|goedkeuren"
    "|wyślij|wysłać|złóż|zatwierdź|prześlij(?!\\s+(?:plik|dokument|zdjęci))"
    "|skicka|lämna\\s+in|godkänn"
    "|gönder|gönderin|onayla|onaylayın|ilet|iletin"
    "|gửi|nộp|phê\\s+duyệt"
)
_AT_THE_BEGINNING = (
    "confirm|file|place|agree|reimburse|bestätigen|confirmer|confirmez|valider|validez|conferma|confermare|confirmar"
    "|confirme|bevestigen|bevestig|potwierdź|bekräfta|xác\\s+nhận"
)
_TOGETHER = (
    r"(?:create|open|file|start|raise)\s+(?:an?\s+|the\s+|my\s+|your\s+|new\s+)*(?:case|claim|ticket)"
    r"|request\s+(?:an?\s+|the\s+|my\s+)*(?:refund|reimbursement|compensation)"
    r"|(?:criar|abrir)\s+(?:um\s+)?caso|(?:crear|abrir)\s+(?:un\s+)?caso|fall\s+(?:erstellen|eröffnen)"
    r"|(?:créer|ouvrir)\s+(?:un\s+)?(?:cas|dossier)|(?:crea|apri)\s+(?:un\s+|il\s+)?caso"
    r"|(?:case|zaak)\s+(?:aanmaken|maken|openen)|(?:utwórz|otwórz)\s+(?:zgłoszenie|sprawę)"
    r"|(?:skapa|öppna)\s+(?:ett\s+)?ärende|vaka\s+(?:oluştur|aç)|(?:tạo|mở)\s+(?:vụ\s+việc|trường\s+hợp)"
)
_WITHOUT_SPACES = (
    "送信|発送|提出|承認|申請|送る|確定|ケースを作成|ケースを開"
    "|发送|提交|递交|批准|创建问题|创建案例|新建案例|确认并|送出|傳送|發送|遞交|核准|建立案例|確認並"
    "|제출|보내기|전송|신청|접수|승인|케이스 ?(?:생성|만들기|열기)"
    "|إرسال|أرسل|تقديم|تأكيد|موافقة"
    "|भेजें|सबमिट|जमा करें|प्रस्तुत करें|पुष्टि करें|அனுப்பு|சமர்ப்பி|உறுதிப்படுத்து"
    "|(?<!จัด)ส่ง|ยื่น|ยืนยัน|อนุมัติ|สร้างเคส|เปิดเคส"
)
"""In scripts whose words carry endings, or stand without spaces between them."""
_SENDS = re.compile(
    rf"\b(?:{_ANYWHERE})\b|^(?:{_AT_THE_BEGINNING})\b|\b(?:{_TOGETHER})\b|{_WITHOUT_SPACES}", re.IGNORECASE
)
"""What stands on controls that create a case, in every language of the interface: the word alone or among others
("Submit request", "Send now", "Confirm and file"). A button that only shares the word is refused as well: it has to be
named differently, or be marked as a submit."""

_ENGINE = re.compile(r"\s*[\w:-]+=|.*>>", re.DOTALL)
"""A selector of another engine than CSS, or one that goes on in another frame: `xpath=…`, `iframe >> internal:…`."""


def sends(words: Iterable[str]) -> bool:
    """Return whether one of these words is on a control that creates a case."""
    return any(_SENDS.search(fold(word)) for word in words)


def creates_case(label: str, names: Iterable[str]) -> Message:
    """Say what is wrong with using this control in an ordinary step."""
    return msg("{label} leads to {names}, which creates a case", label=label, names=tuple(names))


def unsafe(flow: Flow, flows: Mapping[str, Flow]) -> Iterator[tuple[tuple[str | int, ...], Message]]:
    """Return everything in a flow that no flow may do: where it is, and why it is refused."""
    for name, control in flow.controls.items():
        for selector in _selectors(control):
            if _ENGINE.match(selector):
                yield (
                    ("controls", name),
                    msg("only plain CSS is accepted here: no other selector engine, and no way into a frame"),
                )
    controls = link(flow, flows).controls
    filled = _filled(flows)
    for screen in flow.screens.values():
        for key, steps in (("do", screen.do), ("through", screen.through)):
            for place, step in enumerate(steps):
                where = ("screens", screen.name, key, place)
                yield from ((where, told) for told in _refused(step, controls, filled))


def _selectors(control: Control) -> Iterator[str]:
    if control.fallback is not None:
        yield control.fallback
    if control.role == "css":
        yield from (word for words in control.labels.values() for word in words)


def _refused(step: FlowStep, controls: Mapping[str, Control], filled: frozenset[str]) -> Iterator[Message]:
    if step.submits or not step.uses:
        return
    used = controls[step.uses[0].control]
    for chosen in step.uses[:1] if isinstance(step, SayStep) else step.uses:
        if _sends(controls[chosen.control]):
            yield msg(
                '"{control}" creates a case on Seller Central: only a press with "submits: true" may use it',
                control=chosen.control,
            )
    if isinstance(step, SayStep) and _sends(controls[step.send]) and _words(used) & filled:
        yield msg('"{control}" is a box of a form: text sent from there could create a case', control=used.name)


def _sends(control: Control) -> bool:
    return any(sends(words) for words in control.labels.values())


def _words(control: Control) -> frozenset[str]:
    return frozenset(fold(word) for words in control.labels.values() for word in words)


def _filled(flows: Mapping[str, Flow]) -> frozenset[str]:
    """Return the words of every box that any flow fills in a form."""
    words: set[str] = set()
    for flow in flows.values():
        controls = link(flow, flows).controls
        fills = (step for screen in flow.screens.values() for step in screen.do if isinstance(step, FillStep))
        words.update(word for step in fills for word in _words(controls[step.control]))
    return frozenset(words)
