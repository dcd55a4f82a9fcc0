"""Figures that change afterwards, on every platform: results restated up and down, clicks credited, an ad that vanishes."""

from datetime import UTC, date, datetime, timedelta

import pytest

PLATFORMS = ["meta", "google", "tiktok"]
NUMBERS = ("impressions", "clicks", "link_clicks", "spend_micros", "known", "known_value_micros")


@pytest.fixture(params=PLATFORMS)
def books(request, sandbox):
    """One ad of a platform that has been running for two weeks: what the books say of one of its days."""
    wish = {
        "platform": request.param,
        "name": "Shop",
        "campaigns": [{"name": "On", "days": 14, "daily_budget_minor": 20_000}],
    }
    person = sandbox.control("POST", "people", name="Ken Ito", key="ken", platform=request.param, accounts=[wish])
    return Books(sandbox, person["accounts"][0]["account_id"])


class Books:
    def __init__(self, sandbox, account):
        self.sandbox, self.account = sandbox, account
        self.day = (datetime.fromtimestamp(sandbox.now(), UTC).date() - timedelta(days=9)).isoformat()
        self.ad = self.rows()[0]["ad"]

    def rows(self, **more):
        return self.sandbox.books(self.account, **{"day": self.day} | more)["rows"]

    def read(self, **more):
        """Return what the books say of the ad on its day."""
        return next(row for row in self.rows(**more) if row["ad"] == self.ad)

    def known(self, **more):
        row = self.read(**more)
        return row["known"], row["known_value_micros"]

    def order(self, what, **body):
        return self.sandbox.control("POST", what, ad=self.ad, day=self.day, **body)


def test_a_week_of_steps_up_and_down_is_known_step_by_step(books):
    start, (count, value) = books.sandbox.now(), books.known()
    steps = [3, -2, 4, -1, 2, -3, 1]
    for number, step in enumerate(steps):
        books.order("restate", count=step, value_minor=step * 1_000, at=start + number * 86_400 + 60)
    books.sandbox.advance(days=8)
    for number in range(len(steps) + 1):
        done = sum(steps[:number])
        as_of = start + number * 86_400 + 30
        assert books.known(as_of=as_of) == (count + done, value + done * 10_000_000)
    assert books.known(as_of=start) == (count, value)
    total = books.read()
    assert (total["final"], total["known"]) == (count + sum(steps), count + sum(steps))


def test_what_is_taken_away_is_worth_what_it_brought_and_no_hour_goes_below_nothing(books):
    books.order("restate", count=4, value_minor=12_000, hour=3)
    count, value = books.known()
    told = books.order("restate", count=-2)
    after = books.known()
    assert after[0] == count - 2
    assert value - after[1] == -told["value_micros"]
    assert 10_000_000 < -told["value_micros"] < 400_000_000
    with pytest.raises(AssertionError, match="can't be taken away"):
        books.order("restate", count=-500)
    assert books.known() == after
    clicks = next(n for n in range(1, 500) if _refused(books, n)) - 1
    books.order("restate", count=-clicks)
    assert books.known()[0] == after[0] - clicks >= 0


def _refused(books, count) -> bool:
    """Return whether so many could not be taken away; what could is given back at once."""
    try:
        books.order("restate", count=-count, value_minor=0)
    except AssertionError:
        return True
    books.order("restate", count=count, value_minor=0)
    return False


def test_what_is_ordered_for_later_is_not_known_yet(books):
    before = books.known()
    moment = datetime.fromtimestamp(books.sandbox.now() + 3_600, UTC)
    assert books.order("restate", count=5, at=moment.isoformat())["known_from"] == moment.timestamp()
    assert books.known() == before
    books.sandbox.advance(hours=2)
    assert books.known()[0] == before[0] + 5


@pytest.mark.parametrize("wrong", [{"day": "someday"}, {"kind": "applause"}, {"ad": "1"}, {"at": "later"}])
def test_a_wrong_order_changes_nothing(books, wrong):
    before = books.known()
    body = {"ad": books.ad, "day": books.day, "count": 2} | wrong
    with pytest.raises(AssertionError, match=r"40[04]"):
        books.sandbox.control("POST", "restate", **body)
    assert books.known() == before


def test_credited_clicks_take_spend_with_them_and_not_more_than_there_is(books):
    before = books.read()
    books.order("credit", clicks=7, spend_minor=350, impressions=20)
    after = books.read()
    assert {name: before[name] - after[name] for name in NUMBERS} == {
        "impressions": 20, "clicks": 7, "link_clicks": 7, "spend_micros": 3_500_000, "known": 0, "known_value_micros": 0,
    }  # fmt: skip
    for body in ({"clicks": 100_000}, {"spend_minor": 10**7}, {"spend_minor": -1}):
        with pytest.raises(AssertionError, match="can't be taken back"):
            books.order("credit", **body)
    assert books.read() == after
    books.order("credit", clicks=after["link_clicks"], spend_minor=after["spend_micros"] // 10_000)
    assert books.read()["spend_micros"] == books.read()["link_clicks"] == 0


def test_an_ad_vanishes_for_a_day_or_altogether(books):
    week = {"since": books.day, "until": (date.fromisoformat(books.day) + timedelta(days=5)).isoformat()}
    before = books.rows(**week)
    books.sandbox.control("POST", f"ads/{books.ad}/vanish", day=books.day)
    gone = (books.ad, books.day)
    assert books.rows(**week) == [row for row in before if (row["ad"], row["day"]) != gone]
    books.sandbox.control("POST", f"ads/{books.ad}/vanish")
    assert books.rows(**week) == [row for row in before if row["ad"] != books.ad]
