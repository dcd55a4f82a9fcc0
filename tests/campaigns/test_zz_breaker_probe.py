import json

from django.db import transaction

from tests.bad_input.answers import send
from tests.bad_input.test_zz_probe import img, vid
from tests.campaigns.conftest import connect


def test_probe(api_client, page_client, sandbox, organization, actor, run_jobs, clock):
    api = api_client()
    page = page_client()
    accs = {p: connect(sandbox, organization, actor, run_jobs, platform=p) for p in ("meta", "google", "tiktok")}
    m, g, t = [str(a.uuid) for a in accs.values()]
    sq, wide, logo, v = img((1080, 1080)), img((1200, 628), "red"), img((200, 200), "white", True), vid()
    L = "https://a.example/x"
    meta = {
        "name": "M",
        "purpose": "traffic",
        "parts": [{"ad_account": m, "daily_budget_minor": 2500}],
        "targeting": {"countries": ["IE"]},
        "creative": {"link": L, "primary_texts": ["a"], "headlines": ["b"], "images": [sq]},
    }
    goog = {
        "name": "G",
        "purpose": "traffic",
        "parts": [{"ad_account": g, "daily_budget_minor": 2500}],
        "targeting": {"countries": ["IE"], "keywords": [{"text": "cake"}]},
        "creative": {"link": L, "headlines": ["a", "b", "c"], "descriptions": ["d", "e"]},
    }
    disp = {
        **goog,
        "parts": [{"ad_account": g, "daily_budget_minor": 2500, "channel": "display"}],
        "creative": {
            "link": L,
            "headlines": ["a"],
            "long_headlines": ["l"],
            "descriptions": ["d"],
            "business_name": "B",
            "images": [sq, wide],
        },
    }
    pmax = {
        **disp,
        "purpose": "sales",
        "parts": [{"ad_account": g, "daily_budget_minor": 2500, "channel": "performance_max"}],
        "creative": {
            "link": L,
            "headlines": ["a", "b", "c"],
            "long_headlines": ["l"],
            "descriptions": ["d", "e"],
            "business_name": "B",
            "images": [sq, wide],
            "logos": [logo],
        },
    }
    tik = {
        "name": "T",
        "purpose": "traffic",
        "parts": [{"ad_account": t, "daily_budget_minor": 6000}],
        "targeting": {"countries": ["IE"]},
        "creative": {"link": L, "primary_texts": ["a"], "videos": [v]},
    }
    base = {"meta": meta, "goog": goog, "disp": disp, "pmax": pmax, "tik": tik}

    def put(doc, path, value):
        doc = json.loads(json.dumps(doc))
        at = doc
        *head, last = path.split(".")
        for k in head:
            at = at[int(k)] if isinstance(at, list) else at.setdefault(k, {})
        if isinstance(at, list):
            at[int(last)] = value
        else:
            at[last] = value
        return doc

    out = []

    def go(name, doc):
        try:
            if True:
                r = send(api, "POST", "/campaigns", json.dumps(doc))
                if r.status_code != 201:
                    out.append((name, r.status_code, [(e["field"], e["message"]) for e in r.json().get("errors", [])]))
                    return
                i = r.json()["id"]
                p = api.get(f"/api/v1/campaigns/{i}/preview")
                if p.status_code != 200:
                    out.append((name, "PREVIEW", p.status_code, p.content[:200]))
                else:
                    d = p.json()
                    out.append(
                        (
                            name,
                            d["is_ready"],
                            d["problem"],
                            [(q["field"], q["text"]) for part in d["parts"] for q in part["problems"]],
                        )
                    )
                q = page.get(f"/campaigns/{i}/preview/")
                e = page.get(f"/campaigns/{i}/edit/")
                if (q.status_code, e.status_code) != (200, 200):
                    out.append((name, "PAGE", q.status_code, e.status_code))
        except Exception as e:
            import traceback

            out.append((name, "EXC", repr(e)[:200], traceback.format_exc()[-600:]))

    for n, d in base.items():
        go(n, d)
    S = ["bad", "\x01", "\u202eabc", "🎂🎄", "x" * 10000, "  ", "", "NaN", "6003123"]
    for n, d in base.items():
        for s in S:
            for k in ("languages", "interests", "audiences", "excluded_audiences", "placements"):
                go(f"{n} {k} {s!r:.14}", put(d, "targeting." + k, [s]))
            go(f"{n} place.key {s!r:.14}", put(d, "targeting.places", [{"key": s, "name": "x", "kind": "city"}]))
            go(f"{n} place.kind {s!r:.14}", put(d, "targeting.places", [{"key": "1", "name": "x", "kind": s}]))
            go(f"{n} conv {s!r:.14}", put(d, "parts.0.conversion", s))
        for km in (1, 2, 80, 81, 500, 501, 800):
            go(
                f"{n} km {km}",
                put(
                    put(d, "targeting.radii", [{"latitude": 53.3, "longitude": -6.2, "km": km}]),
                    "targeting.countries",
                    [],
                ),
            )
        go(
            f"{n} lat 1e-400",
            put(d, "targeting.radii", [{"latitude": "1e-400", "longitude": "-6.1234567890123456789", "km": 5}]),
        )
        go(f"{n} 2000 radii", put(d, "targeting.radii", [{"latitude": 1, "longitude": 1, "km": 5}] * 600))
        for a, b in ((13, None), (13, 17), (18, 18), (65, 65), (19, 23), (None, 13), (64, 65)):
            go(f"{n} ages {a} {b}", put(put(d, "targeting.age_min", a), "targeting.age_max", b))
        go(
            f"{n} kw",
            put(
                d,
                "targeting.keywords",
                [
                    {"text": "a!b"},
                    {"text": "cake, bread"},
                    {"text": "x@y"},
                    {"text": "50%"},
                    {"text": "a*"},
                    {"text": "a|b"},
                    {"text": "[a]"},
                ],
            ),
        )
        go(
            f"{n} emoji",
            put(
                put(
                    put(d, "creative.headlines", ["Cake 🎂", "b", "c"]),
                    "creative.primary_texts",
                    ["Cake 🎂 #cake @me {x}"],
                ),
                "creative.descriptions",
                ["d 🎂", "e"],
            ),
        )
        go(f"{n} ! headlines", put(d, "creative.headlines", ["Cake!", "b!!", "C???"]))
        go(f"{n} case dup", put(d, "creative.headlines", ["Cake", "cake", "CAKE", "x"]))
        go(f"{n} caps/phone", put(d, "creative.headlines", ["CALL 01 234 5678 NOW", "b", "c"]))
        go(f"{n} long link", put(d, "creative.link", "https://a.example/" + "x" * 1980))
        go(f"{n} idn link", put(d, "creative.link", "https://kuchen-ü.example/ä?x=🎂#f"))
        go(f"{n} ip link", put(d, "creative.link", "http://127.0.0.1/"))
        go(f"{n} 50 imgs", put(d, "creative.images", [sq, wide] * 25))
        go(f"{n} logo as img", put(d, "creative.images", [logo]))
        for c in ("call", "directions", "watch", "install", "tickets"):
            go(f"{n} cta {c}", put(d, "creative.call_to_action", c))
        for bgt in (1, 99, 100, 500, 1999, 4999, 123456789):
            go(f"{n} budget {bgt}", put(d, "parts.0.daily_budget_minor", bgt))
        go(
            f"{n} life",
            put(
                put(put(d, "parts.0.daily_budget_minor", None), "parts.0.lifetime_budget_minor", 5000),
                "end_date",
                "2026-11-20",
            ),
        )
        go(
            f"{n} life2",
            put(
                put(put(d, "parts.0.daily_budget_minor", None), "parts.0.lifetime_budget_minor", 500000),
                "end_date",
                "2030-11-20",
            ),
        )
        go(f"{n} group", put(d, "parts.0.budget_level", "ad_group"))
        for st in (
            "manual",
            "maximize_clicks",
            "maximize_conversions",
            "maximize_value",
            "target_cpa",
            "cost_cap",
            "bid_cap",
        ):
            for am in (None, 1, 99999999):
                go(f"{n} bid {st} {am}", put(d, "parts.0.bid", {"strategy": st, "amount_minor": am}))
        for ro in ("0.0001", "1000", "3.123456789123456789"):
            go(f"{n} roas {ro}", put(d, "parts.0.bid", {"strategy": "target_roas", "roas": ro}))
        go(f"{n} many countries", put(d, "targeting.countries", ["KP", "AQ", "BV", "RU", "CU"]))
        go(f"{n} politics", put(put(d, "special_categories", ["politics"]), "special_category_countries", ["IE"]))
        go(f"{n} housing", put(put(d, "special_categories", ["housing"]), "special_category_countries", []))
        go(f"{n} eu political", put(d, "is_eu_political", True))
        for p in (
            "app_installs",
            "lead_generation",
            "retargeting",
            "store_visits",
            "event_promotion",
            "brand_awareness",
            "sales",
        ):
            go(f"{n} purpose {p}", put(d, "purpose", p))
        go(
            f"{n} app unknown",
            put(
                put(d, "purpose", "app_installs"),
                "app",
                {"store": "google_play", "store_id": "com.none.here", "external_id": "x y"},
            ),
        )
        go(
            f"{n} lead ext",
            put(
                put(d, "purpose", "lead_generation"),
                "lead_form",
                {"headline": "", "description": "", "questions": [], "privacy_url": "", "external_id": "../../x"},
            ),
        )
        go(
            f"{n} lead long",
            put(
                put(d, "purpose", "lead_generation"),
                "lead_form",
                {
                    "headline": "h" * 499,
                    "description": "d" * 499,
                    "questions": ["q" * 499, "🎂", "email", "email"],
                    "privacy_url": L,
                    "thanks": "t" * 499,
                },
            ),
        )
        go(
            f"{n} cards",
            put(
                d,
                "creative.cards",
                [
                    {"headline": "h" * 5000, "link": L, "image": sq, "description": "\x01" * 3},
                    {"headline": "h", "link": L, "image": logo},
                ],
            ),
        )
        go(f"{n} name rtl", put(d, "name", "\u202e🎂‮蛋" * 10))
        go(f"{n} path", put(d, "creative.display_path", ["a b/c", "?x"]))
        go(
            f"{n} parts 3",
            put(
                d,
                "parts",
                [
                    {"ad_account": m, "daily_budget_minor": 2500},
                    {"ad_account": g, "daily_budget_minor": 2500},
                    {"ad_account": t, "daily_budget_minor": 6000},
                ],
            ),
        )
