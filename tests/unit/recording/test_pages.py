"""Recorded pages are rendered from files under the recordings' folder, and from nowhere else."""

from __future__ import annotations

import pytest
from jinja2.exceptions import SecurityError, TemplateNotFound

from casewright.recording.pages import Pages, one_line
from casewright.recording.read import read_site

CONTEXT = {"account": "A <b> & C", "marketplace": "United States", "draft": {}, "case": None, "cases": [], "query": {}}


@pytest.fixture
def pages(root):
    """The little site with its home page replaced."""

    def with_home(html: str, text: str = "- text: x") -> tuple[Pages, object]:
        (root / "little" / "01-home.html.j2").write_text(html, encoding="utf-8")
        (root / "little" / "01-home.aria.yaml.j2").write_text(text, encoding="utf-8")
        site = read_site(root, "little")
        return Pages(site), site.page("home")

    return with_home


def test_a_page_is_html_and_its_text_is_not(pages):
    made, home = pages("<h1>{{ account }}</h1>", '- heading "{{ account }}"')
    assert made.html(home, CONTEXT) == "<h1>A &lt;b&gt; &amp; C</h1>"
    assert made.text(home, CONTEXT) == '- heading "A <b> & C"'


def test_a_page_that_is_no_template_is_served_as_it_is(root):
    (root / "little" / "02-help.html").write_text("{{ not a template }} 退", encoding="utf-8")
    site = read_site(root, "little")
    assert Pages(site).html(site.page("help"), CONTEXT) == "{{ not a template }} 退"


@pytest.mark.parametrize("reach", ["{% include '../secret.html' %}", "{% include '/etc/hostname' %}"])
def test_a_template_cannot_read_what_is_outside(pages, root, reach):
    (root.parent / "secret.html").write_text("secret", encoding="utf-8")
    made, home = pages(reach)
    with pytest.raises(TemplateNotFound):
        made.html(home, CONTEXT)


@pytest.mark.parametrize(
    "reach",
    ["{{ ''.__class__.__mro__ }}", "{{ cases.__init__.__globals__['x'] }}", "{{ account.format.__globals__.a }}"],
)
def test_a_template_cannot_reach_into_python(pages, reach):
    made, home = pages(reach)
    with pytest.raises(SecurityError):
        made.html(home, CONTEXT)


@pytest.mark.parametrize("name", ["kat.js", "katal.css"])
def test_what_pages_share_is_served(root, name):
    found = Pages(read_site(root, "little")).asset(name)
    assert found
    assert found[0] == (root / "shared" / name).read_bytes()


@pytest.mark.parametrize(
    "name", ["", "..", "foot.html", "../little/recording.yaml", "a/b.js", "missing.js", ".hidden.js", "kat.js\0"]
)
def test_nothing_else_is_served(root, name):
    assert Pages(read_site(root, "little")).asset(name) is None


def test_a_golden_text_stays_on_its_line():
    assert one_line("a\n b\t c") == "a b c"
    assert one_line(3) == 3
