"""Reports on their way to the reader: a Document as JSON, as a page's parts, as a PDF and as an e-mail. Nothing here reads rows.

dump(document), load(stored)       as `Edition.document` keeps it
render_pdf(document)               A4, by typst
draw(document)                     as templates take it
    render_mail(document, url=…)       subject, text, HTML and pictures
"""

from analytics.reports.drawn import Drawn, draw
from analytics.reports.mail import Mail, render_mail
from analytics.reports.pdf import render_pdf
from analytics.reports.stored import dump, load

__all__ = ["Drawn", "Mail", "draw", "dump", "load", "render_mail", "render_pdf"]
