"""A report with numbers, built by hand."""

from analytics.types.documents import Document, Line, Number, Sentence, Sheet

SPEND = Number(
    "spend", "Spent", "€1,234.50", "1234.50", "money", "EUR", "€1,153.74 the 7 days before", "1153.74", "0.07", "none"
)
ORDERS = Number(
    "conversions",
    "Orders",
    "38",
    "38",
    before_text="31 the 7 days before, complete",
    before_value="31",
    change="0.225806",
)
COST = Number(
    "cpa", "Cost per order", "€32.49", "32.49", "money", "EUR", "€37.22 the 7 days before", "37.22", "-0.127082", "down"
)
CAKES = Line("Anna's 40 cakes", (Number("campaign.a.spend", "Spent", "€800.00", "800", "money", "EUR"),))
BREAD = Line("Bread", (Number("campaign.b.spend", "Spent", "€434.50", "434.50", "money", "EUR"),))
CELLS = (CAKES.cells[0], BREAD.cells[0])
NUMBERS = (SPEND, ORDERS, COST, *CELLS)


def make_document() -> Document:
    sheet = Sheet("Campaigns", ("Campaign", "Spent"), (CAKES, BREAD))
    return Document(
        title="The week, for Nora",
        organization="Acme Bakery",
        since="2026-11-09",
        until="2026-11-15",
        before_since="2026-11-02",
        before_until="2026-11-08",
        made_at="2026-11-20T09:00:00+00:00",
        locale="en_IE",
        currency="EUR",
        headline=Sentence("Advertising brought 38 orders.", ("conversions",)),
        tiles=(SPEND, ORDERS, COST),
        sheets=(sheet,),
    )
