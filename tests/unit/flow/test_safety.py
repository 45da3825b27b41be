"""A flow taken from a stranger cannot run script, leave the hosts, read a secret, submit unasked, or attach a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.mutants.site import ACCOUNT, MARKETPLACE, ROOT, MutantPlayer, go, make_form

from casewright import places
from casewright.flow.fault import FlowError
from casewright.flow.read import read_flows
from casewright.flow.safety import sends
from casewright.flow.verbs.press import PressStep
from casewright.flow.window import Attach, Fill, Open, Press, Target, WindowError
from casewright.flow.written import LANGUAGES
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.read import read_site
from casewright.testing.text_window import TextWindow

STRANGE = """\
flow: strange
version: 1
start: /home
include: [home, contact-form, interruptions]
controls:
  strange-box: {textbox: {en: Strange box}}
  strange-button: {button: {en: Strange button}}
screens:
  strange:
    seen: [strange-box, strange-button]
    do:
      - fill: strange-box
        with: message
      - press: strange-button
    next: [email-with-description, other-method, email]
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder of flows to which a stranger's is added."""
    folder = tmp_path / "flows"
    folder.mkdir()
    for path in (places.flows() / "shared").glob("*.yaml"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


Told = Callable[..., str]


@pytest.fixture
def told(shared: Path) -> Told:
    """What is said of the strange flow with words replaced; fails where nothing is wrong with it."""

    def read(*changes: tuple[str, str]) -> str:
        text = STRANGE
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (shared / "strange.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(FlowError) as error:
            read_flows(shared)
        return str(error.value)

    return read


def test_the_strange_flow_as_it_stands_is_sound(shared: Path):
    (shared / "strange.yaml").write_text(STRANGE, encoding="utf-8")
    assert "strange" in read_flows(shared).flows


# Script ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["evaluate", "script", "run", "javascript"])
def test_there_is_no_verb_that_runs_script(told: Told, verb: str):
    assert f'unknown verb "{verb}"' in told(("press: strange-button", f"{verb}: alert(1)"))


@pytest.mark.parametrize(
    "selector",
    ["xpath=//button", "text=Send", "_react=Button", "internal:control=enter-frame", "iframe >> button", "css=a >> b"],
)
def test_a_selector_is_plain_css_and_leads_into_no_frame(told: Told, selector: str):
    changed = told(("{button: {en: Strange button}}", f"{{button: {{en: Strange button}}, or: '{selector}'}}"))
    assert "only plain CSS is accepted here" in changed


def test_what_yaml_could_build_are_only_words(told: Told):
    assert 'claims have no value "x"' in told(("with: message", "with: !!python/name:os.system x"))


# Other hosts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "start", ["//evil.example/home", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_flow_begins_at_a_path_of_the_marketplace(told: Told, start: str):
    assert "is not a path of the marketplace" in told(("start: /home", f"start: '{start}'"))


@pytest.fixture
def window() -> TextWindow:
    return TextWindow(Player(read_site(ROOT, "help-center"), MemoryCaseLog(), account=ACCOUNT, marketplace=MARKETPLACE))


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/", "evil.example"])
def test_a_window_opens_paths_of_its_own_host_only(window: TextWindow, path: str):
    with pytest.raises(WindowError) as error:
        window.do(Open(path))
    assert error.value.reason in {"left-host", "page-gone"}
    assert "evil.example" not in window.look().url


def test_nothing_is_done_on_a_page_of_another_host(window: TextWindow):
    window.do(Open("/home"))
    window._top.url = "https://evil.example/"
    with pytest.raises(WindowError) as error:
        window.do(Press(Target("strange.help", "link", ("Help",))))
    assert error.value.reason == "left-host"


# Secrets --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["password", "code", "cookie", "session", "env", "account", "evidence"])
def test_a_form_is_filled_with_the_claims_values_and_nothing_else(told: Told, value: str):
    assert f'claims have no value "{value}"' in told(("with: message", f"with: {value}"))


def test_what_signs_in_is_typed_into_no_other_page(window: TextWindow):
    from casewright.flow.window import Enter  # noqa: PLC0415 (named beside what it is refused for)

    window.do(Open("/home"))
    with pytest.raises(WindowError) as error:
        window.do(Enter(Target("strange.box", "searchbox", ("Search",)), "password"))
    assert error.value.reason == "no-key"


# The submit -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        *("Send", "submit", "SEND", " Create a  case ", "Approve", "Submit request", "Send now", "Confirm and file"),
        *("Yes, submit my claim", "Open a case", "File claim", "Reimburse", "Confirm", "Finalise"),
        *("Enviar", "Enviar mensagem", "Criar um caso", "Absenden", "Anfrage einreichen", "Envoyer la demande"),
        *(
            "Soumettre",
            "Invia richiesta",
            "Conferma",
            "Presentar reclamación",
            "送信する",
            "申請を提出",
            "提交请求",
            "确认并发送",
        ),
    ],
)
def test_what_creates_a_case_is_pressed_by_no_plain_step(told: Told, words: str):
    assert 'only a press with "submits: true" may use it' in told(("Strange button", f"'{words}'"))


@pytest.mark.parametrize(
    "words",
    [
        *("Continue", "Next", "Browse for your issue", "My issue is not listed", "Use original text", "Choose File"),
        *("Upload", "Preview your request", "Research missing units", "Contact an associate", "Add attachments"),
        *("Weiter", "Continuar", "次へ", "下一步", "我的问题不在列表中"),
    ],
)
def test_a_button_that_goes_on_is_no_submit(words: str):
    assert not sends([words])


SENDS = {
    "ar": ("إرسال", "تقديم الطلب", "تأكيد"),
    "de": ("Senden", "Anfrage absenden", "Fall erstellen"),
    "en": ("Complete submission", "Request reimbursement", "Transmit"),
    "es": ("Envía la solicitud", "Abrir un caso"),
    "fr": ("Envoyez", "Valider la demande", "Ouvrir un dossier"),
    "hi": ("सबमिट करें", "अनुरोध भेजें"),
    "it": ("Inviare", "Apri un caso"),
    "ja": ("送信", "リクエストを送る", "内容を確定する"),
    "ko": ("제출", "요청 보내기", "케이스 생성"),
    "nl": ("Verzenden", "Aanvraag indienen", "Case openen"),
    "pl": ("Wyślij", "Złóż wniosek", "Utwórz zgłoszenie"),
    "pt": ("Envie o pedido", "Submeter", "Abrir um caso"),
    "sv": ("Skicka in", "Lämna in ärendet", "Skapa ett ärende"),
    "ta": ("சமர்ப்பிக்கவும்", "அனுப்பு"),
    "th": ("ส่งคำขอ", "ยื่นเรื่อง", "ยืนยัน"),
    "tr": ("Gönder", "Talebi onayla", "Vaka aç"),
    "vi": ("Gửi yêu cầu", "Nộp", "Xác nhận"),
    "zh": ("提交", "确认并发送", "送出", "建立案例"),
}


def test_a_submit_is_known_in_every_language_of_the_interface():
    assert SENDS.keys() == {code.partition("-")[0] for code in LANGUAGES}
    assert [word for words in SENDS.values() for word in words if not sends([word])] == []


def test_a_control_of_another_flow_that_submits_is_pressed_by_no_plain_step(told: Told):
    assert 'only a press with "submits: true"' in told(("press: strange-button", "press: send"))


def test_a_mend_cannot_make_a_plain_press_into_a_submit(tmp_path: Path):
    version = read_flows(places.flows()).flows["help-center"].version
    mends = tmp_path / "mends"
    mends.mkdir()
    (mends / "mine.yaml").write_text(
        f"flow: help-center\nmends: {version}\ncontrols:\n  continue: {{button: {{en: [Continue, Send]}}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(FlowError, match='only a press with "submits: true" may use it'):
        read_flows(places.flows(), mends)


def test_what_is_said_in_a_chat_cannot_be_said_into_a_form(told: Told):
    changed = told(
        (
            "      - fill: strange-box\n        with: message\n",
            "      - say: description\n        with: request\n        send: send\n",
        )
    )
    assert "is a box of a form" in changed


def test_every_shipped_submit_is_known_by_its_words():
    flows = read_flows(places.flows())
    submits = {
        (screen.key, step.control): flows.control(screen, step.control)
        for screen in flows.screens
        for step in screen.do
        if isinstance(step, PressStep) and step.submits
    }
    unknown = {
        key
        for key, control in submits.items()
        if not sends(word for words in control.labels.values() for word in words)
    }
    assert {key[0].partition("/")[0] for key in unknown} <= {"policy-tool"}, "add the words to what sends"


def test_a_submit_without_a_yes_creates_no_case(tmp_path: Path):
    from casewright.flow.event import never  # noqa: PLC0415 (the gate of a dry run)
    from casewright.flow.walk import walk  # noqa: PLC0415

    log, form = MemoryCaseLog(), make_form(tmp_path)
    for name in ("help-center", "help-hub", "assistant", "policy-tool"):
        player = Player(read_site(ROOT, name), log, account=ACCOUNT, marketplace=MARKETPLACE)
        list(walk(TextWindow(player), read_flows(places.flows()), form, never, start="/home", stop=lambda: None))
    assert log.cases() == ()


# Files ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["/etc/passwd", "C:\\secret.txt", "message", "~/.ssh/id_rsa"])
def test_only_the_claims_evidence_is_attached(told: Told, value: str):
    changed = told(
        ("strange-box: {textbox: {en: Strange box}}", "strange-box: {file: {en: Strange box}}"),
        (
            "      - fill: strange-box\n        with: message\n",
            f"      - attach: strange-box\n        with: '{value}'\n",
        ),
    )
    assert "only" in changed


def test_a_file_that_changed_since_the_approval_is_not_attached(tmp_path: Path):
    form = make_form(tmp_path)
    form.evidence[0].path.write_bytes(b"something else")
    log = MemoryCaseLog()
    player = MutantPlayer(read_site(ROOT, "help-center"), log, account=ACCOUNT, marketplace=MARKETPLACE)
    walked = go(TextWindow(player), form, log)
    assert "changed" in str(walked.ended.detail)
    assert log.cases() == ()


def test_a_text_is_not_typed_where_files_are_chosen(window: TextWindow):
    window.do(Open("/home"))
    with pytest.raises(WindowError):
        window.do(Fill(Target("strange.help", "link", ("Help",)), "/etc/passwd"))
    with pytest.raises(WindowError):
        window.do(Attach(Target("strange.help", "link", ("Help",)), ()))
