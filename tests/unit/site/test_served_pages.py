"""Only the hosts that a site knows are let through, and only by its own scheme."""

from __future__ import annotations

from unittest.mock import Mock

import pytest

from casewright.site.guard import Served
from casewright.site.live import reachable_hosts
from casewright.site.served_pages import Through


def served(source: Through, url: str) -> tuple[Served, bool]:
    """What is done with a request that the browser was told to ask about."""
    route = Mock()
    route.request.url = url
    return source.serve(route), route.continue_.called


def passes(source: Through, url: str) -> bool:
    """Whether the browser is told to let it through without asking."""
    return bool(source.passes.match(url))


@pytest.mark.parametrize(
    "url",
    [
        "https://sellercentral.amazon.co.uk/home",
        "https://www.amazon.co.uk/ap/signin",
        "https://sellercentral-europe.amazon.com/home",
        "https://m.media-amazon.com/images/a.png",
    ],
)
def test_amazons_hosts_for_the_marketplace_are_let_through(url: str) -> None:
    assert passes(Through("https", reachable_hosts("co.uk")), url)


@pytest.mark.parametrize(
    "url",
    [
        "http://sellercentral.amazon.co.uk/home",
        "https://sellercentral.amazon.de/home",
        "https://amazon.co.uk.outside.example/",
        "https://outside.example/?sellercentral.amazon.co.uk",
        "https://sellercentral.amazon.co.uk@outside.example/",
        "https://sellercentral.amazon.co.uk:8443/",
        "https://fakeamazon.co.uk/",
        "ftp://sellercentral.amazon.co.uk/",
        "file:///etc/passwd",
    ],
)
def test_everything_else_is_not(url: str) -> None:
    source = Through("https", reachable_hosts("co.uk"))

    assert not passes(source, url)
    assert served(source, url) == (Served.NOT, False)


def test_a_practice_server_is_known_by_its_port() -> None:
    source = Through("http", ("127.0.0.1:8090",))

    assert passes(source, "http://127.0.0.1:8090/home")
    assert not passes(source, "http://127.0.0.1:8091/home")
    assert not passes(source, "http://localhost:8090/home")


def test_what_a_page_made_itself_never_leaves() -> None:
    assert served(Through("https", ()), "data:text/plain,hello") == (Served.HERE, True)


@pytest.mark.parametrize(
    "url",
    [
        "https://d1234567890.cloudfront.net/x",
        "https://anybody.s3.amazonaws.com/x",
        "https://x.awstrack.me/x",
        "https://other.d2pihuraj6wacp.cloudfront.net/x",
    ],
)
def test_what_anybody_can_rent_at_amazon_is_not_amazons(url: str) -> None:
    assert not passes(Through("https", reachable_hosts("com")), url)


def test_a_host_that_the_person_named_is_let_through_and_no_other() -> None:
    source = Through("https", reachable_hosts("com", ("d1.cloudfront.net",)))

    assert passes(source, "https://d1.cloudfront.net/x")
    assert not passes(source, "https://d2.cloudfront.net/x")
