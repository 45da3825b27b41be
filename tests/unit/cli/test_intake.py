"""The words that will be sent are those that the settings ask for, in check and in plan alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.claims.wording.writer import BadTemplate
from casewright.cli.intake import Prepared, judged, prepared
from casewright.settings import Settings


@pytest.fixture
def made(at_home: Path, demo_claims: Path):
    """Makes a plan of the demo's claims with some settings."""

    def make(**settings: object) -> Prepared:
        assert not at_home.exists()
        return prepared([demo_claims], Settings(**settings), {})

    return make


def test_without_a_setting_the_message_is_english(made):
    assert "Our reference: CW-" in made().plan.entries[0].form.message


def test_the_wording_is_in_the_language_that_the_settings_name(made):
    english, german = made().plan.entries[0], made(wording="de").plan.entries[0]
    assert german.form.message != english.form.message
    assert german.form.reference == english.form.reference
    assert german.digest != english.digest, "another text is another approval"


def test_a_sellers_own_template_is_what_will_be_sent(made, tmp_path: Path):
    own = tmp_path / "my-words"
    own.mkdir()
    (own / "message.j2").write_text("Please look for {{ main_identifier }}.\n{{ reference }}\n", encoding="utf-8")
    (first, *_) = made(templates=own).plan.entries
    assert first.form.message == f"Please look for {first.form.main_identifier}.\n{first.form.reference}"


def test_a_template_for_no_known_claim_type_is_refused_before_anything_is_judged(demo_claims: Path, tmp_path: Path):
    own = tmp_path / "my-words"
    own.mkdir()
    (own / "stolen.j2").write_text("{{ reference }}", encoding="utf-8")
    with pytest.raises(BadTemplate, match="stolen"):
        judged([demo_claims], Settings(templates=own))
