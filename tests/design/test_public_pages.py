"""The landing page, the page of parts and the error pages, through the door."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import path

from config import views
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_landing_page_leads_to_sign_up_and_log_in(public_client):
    html = public_client.get("/").content.decode()
    assert "keep your books" in html
    assert "/sign-up/" in html
    assert "/log-in/" in html


def test_the_example_is_offered_only_where_it_exists(public_client, settings):
    assert "Walk around an example" not in public_client.get("/").content.decode()
    settings.DEMO = True
    assert "//demo." in public_client.get("/").content.decode()


def test_the_page_of_parts_is_for_development_only(public_client, settings):
    assert public_client.get("/styleguide/").status_code == 404
    settings.DEBUG = True
    assert public_client.get("/styleguide/").status_code == 200


def test_no_page_has_inline_script_or_style(public_client, settings):
    for address in ("/", "/styleguide/", "/nowhere/"):
        settings.DEBUG = address == "/styleguide/"
        html = public_client.get(address).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick=" not in html
        scripts = html.split("<script")[1:]
        assert all(" src=" in script[:200] or script.startswith(' type="application/json"') for script in scripts)


def test_a_wrong_address_says_what_to_do(public_client):
    answer = public_client.get("/nowhere/")
    assert answer.status_code == 404
    assert "nothing at this address" in answer.content.decode()


def test_htmx_gets_the_same_text_as_a_toast(public_client):
    answer = public_client.get("/nowhere/", headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert answer.status_code == 404
    assert html.startswith('<div class="toast toast--bad"')
    assert "It may be mistyped" in html


def test_a_form_without_its_token_is_asked_for_once_more(settings):
    client = factories.make_page_client(None, enforce_csrf_checks=True)
    answer = client.post("/")
    assert answer.status_code == 403
    assert "open for too long" in answer.content.decode()


def explode(request):
    raise RuntimeError("a mistake of ours")


class Urls:
    urlpatterns = [path("explode/", explode)]
    handler500 = "config.views.server_error"


def test_a_mistake_of_ours_is_told_without_its_details(settings, public_client):
    settings.PUBLIC_SCHEMA_URLCONF = Urls
    public_client.raise_request_exception = False
    answer = public_client.get("/explode/")
    assert answer.status_code == 500
    assert "made a mistake" in answer.content.decode()
    assert "RuntimeError" not in answer.content.decode()


def test_the_page_of_our_mistakes_needs_nothing_but_itself(django_assert_num_queries, rf):
    with django_assert_num_queries(0):
        html = views.server_error(rf.get("/")).content.decode()
    assert "{%" not in html
    assert "{{" not in html


def test_too_many_says_when_to_come_back(rf):
    request = rf.get("/")
    answer = views.too_many(request, 40)
    assert (answer.status_code, answer["Retry-After"]) == (429, "40")
    assert "Wait 40 seconds" in answer.content.decode()


@pytest.fixture
def sign(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    return tmp_path / "maintenance"


def test_while_the_sign_is_up_every_address_answers_503(sign):
    client = Client(HTTP_HOST="acme.localhost")
    sign.touch()
    for address, kind in (("/", "text/html"), ("/api/v1/campaigns", "application/problem+json")):
        answer = client.get(address)
        assert answer.status_code == 503
        assert answer["Retry-After"] == "300"
        assert answer["Content-Type"].startswith(kind)


def test_the_door_opens_again_without_a_restart(sign, public_client):
    sign.touch()
    assert public_client.get("/").status_code == 503
    sign.unlink()
    assert public_client.get("/").status_code == 200


def test_health_is_told_while_the_sign_is_up(sign):
    sign.touch()
    assert Client().get("/healthz").status_code == 200


def test_the_chart_library_is_written_once_and_again_when_its_version_changes(tmp_path, settings, capsys):
    settings.STATICFILES_DIRS = [tmp_path]
    call_command("build_static")
    bundle, stamp = tmp_path / "vendor" / "vega.js", tmp_path / "vendor" / "vega.version"
    assert "window.vegaEmbed" in bundle.read_text()
    bundle.write_text("kept")
    call_command("build_static")
    assert bundle.read_text() == "kept"
    stamp.write_text("0")
    call_command("build_static")
    assert bundle.stat().st_size > 500_000
