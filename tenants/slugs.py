"""The part of an organisation's address that it chooses: demo in demo.example.com."""

import re

MIN_LENGTH, MAX_LENGTH = 3, 40
_PATTERN = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")

RESERVED = frozenset(
    """about abuse account accounts ad admin administrator ads adwright analytics api app apps assets auth autoconfig autodiscover
    billing blog calendar cdn chat client clients community contact control dashboard database db demo-data dev
    developer developers dns docs download downloads email example files forum ftp git graphql help home host hostmaster
    hosting http https imap info internal invitations invite jobs legal local localhost log-in log-out login logout mail
    mailer manage marketing media meta metrics mobile monitor monitoring mx my network news newsletter noreply ns ns1
    ns2 null oauth office operator organization organizations owner partner partners pay payment payments pop pop3
    portal postmaster press pricing privacy private prometheus proxy public queue register registration reports root
    sales sandbox search secure security server service services session sessions settings shop sign-in sign-up signin
    signup sitemap smtp sql ssh ssl staff staging static stats status store support sync system team template templates
    terms test testing tiktok tools tracking undefined update upload uploads user users vpn web webhook webhooks webmail
    webmaster whois wiki worker www www1 www2 google facebook instagram""".split()
)


def problem_of(slug: str) -> str:
    """Return what is wrong with a slug, as a sentence, or ""; whether it is taken only the database knows."""
    if not MIN_LENGTH <= len(slug) <= MAX_LENGTH:
        return f"Use {MIN_LENGTH} to {MAX_LENGTH} characters."
    if not _PATTERN.fullmatch(slug):
        return "Use small letters, digits and hyphens; begin and end with a letter or digit."
    if slug.startswith("xn--") or slug in RESERVED:
        return f"“{slug}” is kept for Adwright itself. Choose another address."
    return ""


def suggest(name: str) -> str:
    """Return a slug made from a name: Marlow Bakehouse is marlow-bakehouse; "" where nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:MAX_LENGTH].strip("-")


def schema_name(slug: str) -> str:
    """Return the PostgreSQL schema for a slug. The prefix keeps it away from public, template and pg_…"""
    return "o_" + slug.replace("-", "_")
