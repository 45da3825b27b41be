"""An interface in another language: walked in it as far as its labels are published, else in English, and said so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casewright import places
from casewright.flow.event import Arrived, AskedEnglish, Did
from casewright.model.outcome import Outcome

from .conftest import claim
from .practice import Practice, entries_of, flows

#: A German account: the words behind the published ones are ours, and no flow knows them.
GERMAN = """\
recording: german
about: The classic Help Hub in German.
language: de
start: /home
include: [help-hub]
pages:
  - name: german-home
    file: 01-home.html.j2
    at: /home
    evidence: composed
    sources: ["1.1 /home"]
    go:
      Hilfe: {open: /help/hub/support}
  - name: german-support
    file: 02-support.html.j2
    at: /help/hub/support
    evidence: composed
    sources: ["ours"]
"""
HOME = '- button "{{ account }} | {{ marketplace }}"\n- link "Hilfe":\n  - /url: /help/hub/support\n'
SUPPORT = '- heading "Brauchen Sie weitere Hilfe?"\n- button "Kontaktieren Sie uns"\n'


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A recording in German beside the shipped ones."""
    root = tmp_path / "recordings"
    shutil.copytree(places.recordings(), root)
    folder = root / "german"
    folder.mkdir()
    (folder / "recording.yaml").write_text(GERMAN, encoding="utf-8")
    for name, text in (("01-home", HOME), ("02-support", SUPPORT)):
        (folder / f"{name}.html.j2").write_text("{% extends 'shared/page.html.j2' %}", encoding="utf-8")
        (folder / f"{name}.aria.yaml.j2").write_text(text, encoding="utf-8")
    monkeypatch.setattr(places, "recordings", lambda: root)
    return "german"


def spoken(site: Practice) -> list[str]:
    return [event.sighting.language for event in site.events if isinstance(event, Arrived)]


@pytest.mark.parametrize(
    ("variant", "language"), [("help-hub-zh", "zh-CN"), ("help-hub-ja", "ja"), ("help-center-pt", "pt-BR")]
)
def test_a_language_with_published_labels_is_walked_from_end_to_end(ledger, tmp_path, claims_file, variant, language):
    site = Practice(ledger, tmp_path, variant=variant)
    (entry,) = entries_of(claim("A-1", details="丢失 12 units, não encontrado"), source=claims_file)
    (settled,) = site.file([entry])
    assert settled.outcome is Outcome.VERIFIED
    assert set(spoken(site)[:-1]) == {language}
    assert not any(isinstance(event, AskedEnglish) for event in site.events)
    assert (site.stored()[0].subject, site.stored()[0].message) == (entry.form.subject, entry.form.message)


def test_where_labels_are_not_published_english_is_asked_for_and_said(ledger, tmp_path, claims_file, german):
    site = Practice(ledger, tmp_path, variant=german)
    (settled,) = site.file(entries_of(claim("A-1"), source=claims_file))
    assert settled.outcome is Outcome.VERIFIED
    assert [event for event in site.events if isinstance(event, AskedEnglish)] == [
        AskedEnglish("home/home", "de", "/home?mons_sel_locale=en_US")
    ]
    assert spoken(site)[0] == "de"
    assert set(spoken(site)[1:]) == {"en"}
    (asked,) = [step for step in settled.walked.steps if step.verb == "ask"]
    assert "the interface was in de" in asked.read_back


def test_english_is_asked_for_once(ledger, tmp_path, claims_file, german):
    site = Practice(ledger, tmp_path, variant=german, faults=("show:german-support",))
    (settled,) = site.file(entries_of(claim("A-1"), source=claims_file))
    assert settled.outcome is Outcome.UNKNOWN_SCREEN
    assert len([event for event in site.events if isinstance(event, AskedEnglish)]) == 1
    assert site.stored() == ()


def test_an_english_page_that_nobody_knows_is_not_asked_for_again_in_english(ledger, tmp_path, claims_file):
    site = Practice(ledger, tmp_path, variant="help-hub", faults=("label-changed:Get Support=Something",))
    (settled,) = site.file(entries_of(claim("A-1"), source=claims_file))
    assert settled.outcome is Outcome.UNKNOWN_SCREEN
    assert not any(isinstance(event, AskedEnglish) for event in site.events)


PUBLISHED = {
    "help": {"zh-CN": "帮助", "ja": "ヘルプ", "de": "Hilfe"},
    "need-more-help": {"zh-CN": "您的问题未列出?"},
    "get-support": {"zh-CN": "获取支持", "ja": "サポートを受ける", "pt-BR": "Obter ajuda"},
    "contact-us": {"zh-CN": "联系我们", "ja": "お問い合わせ", "de": "Kontaktieren Sie uns"},
    "selling": {"zh-CN": "我要开店", "ja": "Amazon出品サービス"},
    "email-tab": {"zh-CN": "邮件", "ja": "Eメール"},
    "subject": {"ja": "件名", "pt-BR": "Assunto"},
    "reason": {"ja": "件名", "pt-BR": "Assunto"},
    "description": {"ja": "質問の内容"},
    "add-attachments": {"ja": "添付ファイルを追加"},
    "fba": {"ja": "Amazonから出荷"},
    "other-fba": {"ja": "上記以外のFBAの問題"},
    "continue": {"pt-BR": "Continuar"},
    "send": {"pt-BR": "Enviar"},
    "contact-an-associate": {"pt-BR": "Entre em contato com um associado"},
    "create-case": {"pt-BR": "Criar caso"},
    "chat-now": {"pt-BR": "Conversar agora"},
}
"""Labels that were published, by the control that they are written on."""


@pytest.mark.parametrize(
    ("name", "language", "label"),
    [(name, language, label) for name, labels in PUBLISHED.items() for language, label in labels.items()],
)
def test_every_published_label_is_known(name: str, language: str, label: str):
    known = [flow.controls[name].names(language) for flow in flows().flows.values() if name in flow.controls]
    assert any(label in words for words in known)


def test_a_label_that_is_not_published_stands_in_english():
    control = flows().flows["help-center"].controls["not-listed"]
    assert {control.names(language) for language in ("zh-CN", "ja", "pt-BR", "de")} == {control.names("en")}


def test_what_was_typed_before_english_was_asked_for_is_typed_again(ledger, tmp_path, claims_file, german):
    site = Practice(ledger, tmp_path, variant=german)
    site.file(entries_of(claim("A-1"), source=claims_file))
    filled = [event.value for event in site.events if isinstance(event, Did) and event.verb == "fill"]
    assert filled == ["subject", "message"]
