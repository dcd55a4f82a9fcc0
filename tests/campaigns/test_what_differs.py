"""A change of an ad or an audience is told by what differs, in History, mails and approvals."""

from dataclasses import replace

import pytest

from campaigns import services
from campaigns.models import Ad, Change
from campaigns.services.differing import of_both
from campaigns.types import Creative, TargetField, dump, load
from integrations.types import Keyword, Targeting
from tests.factories import START

AD = Creative("https://marlow.example", ("Order now.",), ("Feel better", "Baked in Dublin"), call_to_action="shop_now")
AIM = Targeting(("IE",), interests=("1", "2"), keywords=(Keyword("cakes"),))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"headlines": ("Fine cakes",)}, ("“Feel better”", "“Fine cakes”")),
        ({"headlines": ("Feel better", "Baked at home")}, ("“Baked in Dublin”", "“Baked at home”")),
        ({"headlines": ("Feel better",)}, ("“Baked in Dublin”", "nothing")),
        ({"primary_texts": ("Order by Friday.",)}, ("“Order now.”", "“Order by Friday.”")),
        ({"call_to_action": "learn_more"}, ("“shop_now”", "“learn_more”")),
    ],
)
def test_an_ad_is_told_by_its_first_text_that_differs(changes, told):
    assert of_both(dump(AD), dump(replace(AD, **changes)), TargetField.CREATIVE, "EUR") == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"countries": ("IE", "GB")}, ("Ireland", "Ireland and United Kingdom")),
        ({"age_min": 25, "age_max": 54}, ("all ages", "ages 25–54")),
        ({"interests": ("1", "3")}, ("2 interests", "other interests")),
        ({"interests": ()}, ("2 interests", "no interests")),
        ({"languages": ("en",)}, ("no languages", "languages: en")),
        ({"keywords": (Keyword("cakes"), Keyword("bread"))}, ("keywords: cakes", "keywords: cakes and bread")),
    ],
)
def test_an_audience_is_told_by_its_first_part_that_differs(changes, told):
    assert of_both(dump(AIM), dump(replace(AIM, **changes)), TargetField.TARGETING, "EUR") == told


@pytest.mark.django_db
def test_history_shows_it(running, actor, page_client):
    ad = Ad.objects.get()
    said = replace(load(Creative, ad.creative), primary_texts=("Order by Friday.",))
    services.change_creative(ad_id=ad.uuid, creative=said, actor=actor, now=START)
    assert Change.objects.filter(kind="creative").count() == 1
    page = page_client().get("/history/").content.decode()
    assert ("“Order a Christmas cake by 10 December.”" in page, "“Order by Friday.”" in page) == (True, True)
