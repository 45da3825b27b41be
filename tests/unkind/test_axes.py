"""The generator draws what its seed says, meets every alternative, and knows which sites the facts alone make."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.unkind.axes import AXES, draw

_MANY = 2000


def test_a_seed_draws_the_same_site_again():
    assert [draw(seed) for seed in range(50)] == [draw(seed) for seed in range(50)]


def test_there_are_at_least_ten_axes_with_alternatives_and_names_of_their_own():
    assert len(AXES) == len({axis.name for axis in AXES}) >= 10
    for axis in AXES:
        names = [one.name for one in axis.alternatives]
        assert len(names) == len(set(names)) >= 2
        assert axis.known(), f"{axis.name}: nothing that the facts support"


def test_many_seeds_meet_every_alternative_of_every_axis():
    met = {(axis.name, site.choices[axis.name]) for site in map(draw, range(_MANY)) for axis in AXES}
    assert {(axis.name, one.name) for axis in AXES for one in axis.alternatives} - met == set()


def test_many_seeds_meet_every_door_and_most_sites_are_made_from_facts():
    sites = [draw(seed) for seed in range(_MANY)]
    assert len(Counter(site.door for site in sites)) == 6
    assert 0.5 < sum(site.from_facts for site in sites) / _MANY < 0.85


def test_a_site_is_beyond_the_facts_by_one_choice_that_its_own_door_shows():
    site = next(site for site in map(draw, range(_MANY)) if site.from_facts and site.door == "help-center")
    assert site.with_choices(channels="chat-only").beyond == ("channels=chat-only",)
    assert site.with_choices(hub_issue="tree").from_facts, "a help center shows nothing of the help hub"


def test_the_page_about_these_sites_tells_every_axis_with_its_alternatives_and_facts():
    told = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
    for axis in AXES:
        ways = "; ".join(f"`{one.name}`: {one.fact or '**beyond**'}" for one in axis.alternatives)
        assert f"| `{axis.name}` | {axis.question} | {ways.replace('|', chr(92) + '|')} |" in told
