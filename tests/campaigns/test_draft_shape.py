"""A draft's shape, copies and matrices, as pure functions: whatever somebody wrote, nothing of it is lost."""

from dataclasses import replace
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns import drafting
from campaigns.drafting.fitting import OTHERS
from campaigns.limits import limits_for, width_of
from campaigns.types import Creative, Draft, DraftAd, DraftGroup, DraftPart, dump, load
from integrations.types import Channel, Platform, Purpose, Targeting

patiently = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.lists(st.text("abcdefg 蛋", min_size=1, max_size=120).filter(str.strip), max_size=4, unique=True).map(tuple)
UUIDS = st.uuids(version=4)
CREATIVES = st.builds(
    Creative, link=st.just("https://marlow.example"), primary_texts=TEXTS, headlines=TEXTS, long_headlines=TEXTS,
    descriptions=TEXTS, images=st.lists(UUIDS, max_size=2).map(tuple),
)  # fmt: skip
AIMS = st.builds(
    Targeting, countries=st.lists(st.sampled_from(["IE", "DE", "FR"]), max_size=3, unique=True).map(tuple),
    age_min=st.none() | st.integers(13, 65), interests=st.lists(st.text("0123", min_size=1, max_size=3), max_size=2).map(tuple),
    audiences=st.lists(st.text("0123", min_size=1, max_size=3), max_size=2).map(tuple),
)  # fmt: skip
ADS = st.builds(DraftAd, key=st.none() | UUIDS, name=st.text("abc", max_size=5), creative=st.none() | CREATIVES)
GROUPS = st.builds(
    DraftGroup, key=st.none() | UUIDS, targeting=st.none() | AIMS, daily_budget_minor=st.none() | st.integers(1, 9),
    ads=st.lists(ADS, max_size=3).map(tuple),
)  # fmt: skip
PARTS = st.builds(
    DraftPart, ad_account=UUIDS, daily_budget_minor=st.none() | st.integers(1, 9), targeting=st.none() | AIMS,
    creative=st.none() | CREATIVES, budget_level=st.sampled_from(["campaign", "ad_group"]),
    ad_groups=st.lists(GROUPS, max_size=3).map(tuple),
)  # fmt: skip
DRAFTS = st.builds(
    Draft, name=st.text("abc", max_size=9), purpose=st.sampled_from(list(Purpose)), ad_account=st.none() | UUIDS,
    daily_budget_minor=st.none() | st.integers(1, 9), countries=st.lists(st.just("IE"), max_size=1).map(tuple),
    headline=st.text("abc", max_size=5), parts=st.lists(PARTS, max_size=3).map(tuple), targeting=st.none() | AIMS,
    creative=st.none() | CREATIVES,
)  # fmt: skip
PLACES = st.builds(
    drafting.Place, account=UUIDS, platform=st.sampled_from([str(word) for word in Platform]),
    currency=st.sampled_from(["EUR", "JPY"]),
)  # fmt: skip


def nameless(parts: tuple[DraftPart, ...]) -> tuple[DraftPart, ...]:
    def group(one: DraftGroup) -> DraftGroup:
        return replace(one, key=None, ads=tuple(replace(ad, key=None) for ad in one.ads))

    return tuple(replace(part, ad_groups=tuple(group(one) for one in part.ad_groups)) for part in parts)


@patiently
@given(DRAFTS)
def test_the_normal_shape_means_what_was_written_and_stays_as_it_is(draft):
    shaped = drafting.normal(draft)
    if draft.parts or draft.ad_account:
        assert shaped.whole_parts() == draft.whole_parts()
    assert drafting.normal(shaped) == shaped
    assert load(Draft, dump(shaped)) == shaped


@patiently
@given(DRAFTS, st.randoms())
def test_every_ad_group_and_ad_has_a_key_of_its_own_and_keeps_one_that_is_known(draft, random):
    shaped = drafting.normal(draft)
    known = {key for key in drafting.keys_of(shaped) if random.random() < 0.5}
    keyed = drafting.with_keys(shaped, known=known)
    keys = [
        key for part in keyed.parts for group in part.ad_groups for key in (group.key, *(ad.key for ad in group.ads))
    ]
    assert len(set(keys)) == len(keys)
    assert None not in keys
    assert known <= set(keys)
    assert not (set(keys) - known) & drafting.keys_of(shaped)
    assert nameless(keyed.parts) == nameless(shaped.parts)
    assert drafting.with_keys(keyed, known=set(keys)) == keyed


@patiently
@given(DRAFTS, DRAFTS)
def test_two_versions_differ_in_nothing_exactly_when_they_mean_the_same(ours, theirs):
    assert drafting.compare(ours, ours) == ()
    forth, back = drafting.compare(ours, theirs), drafting.compare(theirs, ours)
    assert {(str(one.ours), str(one.theirs)) for one in forth} == {(str(one.theirs), str(one.ours)) for one in back}
    keyless = [replace(drafting.normal(one), parts=nameless(drafting.normal(one).parts)) for one in (ours, theirs)]
    assert forth or keyless[0] == keyless[1]


@patiently
@given(CREATIVES, st.sampled_from([*Channel, "meta", "tiktok"]))
def test_words_for_another_platform_are_never_cut_and_never_invented(creative, kind):
    limits = limits_for(kind) if kind in ("meta", "tiktok") else limits_for("google", kind)
    fitted = drafting.fit_creative(creative, limits)
    said = {text for name in drafting.TEXTS for text in getattr(creative, name)}
    for name in drafting.TEXTS:
        before, after = getattr(creative, name), getattr(fitted, name)
        assert set(before) <= set(after) <= said
        if name in limits.texts:
            is_fitting = [width_of(text, is_double=limits.is_double) <= limits.texts[name].width for text in after]
            assert is_fitting == sorted(is_fitting, reverse=True)
            likely = [text for other in OTHERS[name] for text in getattr(creative, other)]
            assert after or not likely or not limits.texts[name].least
        else:
            assert after == before
    assert drafting.fit_creative(fitted, limits) == fitted


@patiently
@given(
    DRAFTS.filter(lambda draft: draft.parts),
    st.lists(PLACES, max_size=3, unique_by=lambda place: place.account),
    st.data(),
)
def test_what_a_copy_does_not_take_along_is_said_where_it_is_missing(draft, targets, data):
    places = {part.ad_account: data.draw(PLACES) for part in draft.parts}
    places = {account: replace(place, account=account) for account, place in places.items()}
    copy = drafting.copy_to(draft, places, to=targets, name="Copy")
    assert [part.ad_account for part in copy.parts] == [one.account for one in targets] or not targets
    assert not drafting.keys_of(copy)
    for part, whole in zip(copy.parts, copy.whole_parts(), strict=True):
        assert len(whole.ad_groups) in {len(one.ad_groups) for one in draft.whole_parts()}
        for group, full in zip(part.ad_groups, whole.ad_groups, strict=True):
            told = {one.field for one in group.left_out}
            assert not any(getattr(full.targeting, name) for name in told)


def test_a_copy_on_the_same_accounts_is_the_same_campaign():
    account = uuid4()
    draft = Draft("Cakes", "sales", account, 2500, ("IE",), "https://marlow.example", headline="Cakes")
    copy = drafting.copy_to(draft, {}, name="Cakes (copy)")
    assert copy == replace(drafting.normal(draft), name="Cakes (copy)")


def test_copies_are_numbered():
    assert drafting.renamed("Cakes") == "Cakes (copy)"
    assert drafting.renamed("Cakes (copy)", {"Cakes (copy)"}) == "Cakes (copy 2)"
    assert len(drafting.renamed("x" * 150, {"x" * 143 + " (copy)"})) == 150


@patiently
@given(TEXTS, st.integers(0, 3), st.integers(0, 2), st.integers(0, 4), st.sampled_from([*Channel, "meta", "tiktok"]))
def test_a_matrix_holds_what_was_counted_and_each_combination_once(texts, pictures, films, audiences, kind):
    platform, channel = (kind, "") if kind in ("meta", "tiktok") else ("google", kind)
    place = drafting.Place(uuid4(), platform, "EUR", channel)
    draft = Draft(
        "Cakes", "traffic", place.account, 2500, ("IE",), "https://marlow.example", headline="Old", primary_text="Old"
    )
    images, videos = tuple(uuid4() for _ in range(pictures)), tuple(uuid4() for _ in range(films))
    aims = tuple(drafting.Audience(Targeting(countries=("IE",), age_min=13 + n)) for n in range(audiences))
    variants = drafting.Variants(texts, images, videos, aims)
    (count,) = drafting.count_variants(draft, variants, {place.account: place})
    (part,) = drafting.build_variants(draft, variants, {place.account: place}).parts
    assert (len(part.ad_groups), [len(group.ads) for group in part.ad_groups]) == (
        count.ad_groups, [count.ads_per_group] * count.ad_groups,
    )  # fmt: skip
    for group in part.ad_groups:
        assert len({str(dump(ad.creative)) for ad in group.ads}) == len(group.ads)
    shown = {uuid for group in part.ad_groups for ad in group.ads for uuid in (ad.creative or Creative()).asset_ids}
    assert shown <= {*images, *videos}
    used: set[UUID] = set(() if "images" in count.unused else images) | set(() if "videos" in count.unused else videos)
    assert used == shown
