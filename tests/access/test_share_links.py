"""With a share link alone: the report and its PDF, and nowhere else more than anybody sees."""

import pytest
from django.urls import reverse

from tests import factories
from tests.access import walker
from tests.analytics.reports.sharing import share, told

URLCONF = "config.urls_tenant"


@pytest.fixture
def reader(organization):
    return factories.make_page_client(organization, enforce_csrf_checks=True)


def test_with_a_link_alone_no_other_address_answers_more_than_to_anybody(organization, walked, reader):
    path = share(organization)
    stranger = factories.make_page_client(organization)
    assert reader.get(path).status_code == 200
    tried = 0
    for page in walker.pages(URLCONF):
        url = reverse(page.name, kwargs={name: walked["acme"][name] for name in page.parameters}, urlconf=URLCONF)
        mine, theirs = reader.get(url, HTTP_REFERER=path), stranger.get(url)
        assert told(mine) == told(theirs), page.name
        assert mine.status_code in (302, 404, 405), page.name
        tried += 1
    assert tried > 100  # every address there is


def test_with_a_link_alone_the_api_lets_nobody_in(organization, walked, reader):
    reader.get(share(organization))
    for operation in walker.operations():
        values = {name: walked["acme"][name] for name in operation.parameters}
        url = walker.API_PREFIX + operation.path.format(**values)
        answer = reader.generic(operation.method, url, content_type="application/json")
        assert answer.status_code == (401 if operation.method == "GET" else 403), operation.key
