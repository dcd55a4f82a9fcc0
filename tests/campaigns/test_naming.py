"""Names and link parameters come from templates; what a link said already stays, whatever people write."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns import naming
from integrations.types import Platform, Purpose

patiently = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
USUAL = "utm_source={platform}&utm_medium=paid&utm_campaign={campaign}&utm_content={ad}"
WORDS = st.builds(
    naming.Words,
    campaign=st.text(min_size=1, max_size=60).filter(str.strip),
    platform=st.sampled_from([word.value for word in Platform]),
    purpose=st.sampled_from([word.value for word in Purpose]),
    date=st.dates().map(str),
    ad_group=st.text(max_size=60),
    ad=st.text(max_size=60),
)
PIECES = st.sampled_from([f"{{{word}}}" for word in naming.LINK_WORDS])
VALUES = st.lists(st.one_of(PIECES, st.text("abc-_. /ü:", max_size=8)), min_size=1, max_size=4).map("".join)
TEMPLATES = st.dictionaries(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), VALUES, max_size=5).map(
    lambda pairs: "&".join(f"{key}={value}" for key, value in pairs.items())
)
LINKS = st.sampled_from(
    [
        "https://marlow.example", "https://marlow.example/cakes/", "https://marlow.example/?utm_medium=shop&q=1#top",
        "https://marlow.example/a%20b?x=%26&empty=", "http://shop.example:8080/c?utm_campaign=old",
    ]
)  # fmt: skip


@patiently
@given(LINKS, TEMPLATES, WORDS)
def test_what_a_link_said_stays_and_every_parameter_arrives_as_it_was_written(link, template, words):
    assert naming.utm_problem(template) == ""
    tagged, before = urlsplit(naming.tag_link(link, template, words)), urlsplit(link)
    assert (tagged.scheme, tagged.netloc, tagged.path, tagged.fragment) == (
        before.scheme, before.netloc, before.path, before.fragment,
    )  # fmt: skip
    kept, now = parse_qsl(before.query, keep_blank_values=True), parse_qsl(tagged.query, keep_blank_values=True)
    assert now[: len(kept)] == kept
    wanted = dict(pair.split("=", 1) for pair in template.split("&") if pair)
    there = dict(kept)
    expected = {key: said for key, value in wanted.items() if key not in there and (said := _filled(value, words))}
    assert dict(now[len(kept) :]) == expected


@patiently
@given(LINKS, TEMPLATES, WORDS)
def test_tagging_twice_is_tagging_once(link, template, words):
    once = naming.tag_link(link, template, words)
    assert naming.tag_link(once, template, words) == once


@patiently
@given(st.text(max_size=60), WORDS)
def test_any_template_of_names_is_refused_or_gives_a_name_that_can_be_told_apart(template, words):
    problem = naming.name_problem(template + "{campaign}")
    name = naming.name_of(template + "{campaign}", words)
    assert problem or " ".join(words.campaign.split()) in name
    assert not set("\r\n\t") & set(name)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("utm_source={platfrom}", "There is no {platfrom}. Choose from"),
        ("utm_source={platform", "A brace is left open"),
        ("utm_source={{ad.id}}", "no {ad.id}"),
        ("utm source=x", "is no name of a parameter"),
        ("?utm_source=x", "is no name of a parameter"),
        ("utm_source", "with a value"),
        ("a=1&a=2", "once only"),
        ("a=1\n", "one line"),
        ("a=" + "x" * 1000, "1002 characters; 1000 fit"),
    ],
)
def test_a_template_of_link_parameters_that_cannot_be_is_refused_with_the_way_out(template, said):
    assert said in naming.utm_problem(template)
    assert naming.example_utm(template) == ""


@pytest.mark.parametrize(
    ("template", "said"),
    [("{platform}", "Keep {campaign} in it"), ("{campaign} {ad}", "no {ad}"), ("{campaign}" + "x" * 200, "200 fit")],
)
def test_a_template_of_names_that_cannot_be_is_refused_with_the_way_out(template, said):
    assert said in naming.name_problem(template)


@pytest.mark.parametrize(
    ("platform", "tagged"),
    [("google", "k={keyword}&i={creative}"), ("meta", "i={{ad.id}}"), ("tiktok", "i=__CID__")],
)
def test_ids_are_left_to_the_platform_in_its_own_macro_and_what_it_has_none_for_is_left_out(platform, tagged):
    template = "k={keyword}&i={ad_id}"
    assert naming.utm_problem(template) == ""
    link = naming.tag_link("https://marlow.example/", template, naming.Words("Cakes", platform))
    assert link == f"https://marlow.example/?{tagged}"


def test_the_examples_are_what_a_campaign_would_get():
    assert naming.example_name("{campaign} · {platform} · {purpose}") == "Christmas cakes · Meta · sales"
    assert naming.example_utm(USUAL).endswith(
        "?utm_source=meta&utm_medium=paid&utm_campaign=Christmas%20cakes&utm_content=Order%20by%20Friday"
    )
    assert naming.name_of("{campaign} | {purpose}", naming.Words("Cakes")) == "Cakes |"


def _filled(value: str, words: naming.Words) -> str:
    for name in naming.LINK_WORDS:
        value = value.replace(f"{{{name}}}", f"\0{name}\0")
    return "".join(getattr(words, piece) if place % 2 else piece for place, piece in enumerate(value.split("\0")))
