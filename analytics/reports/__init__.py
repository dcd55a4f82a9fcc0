"""Reports on their way to the reader: a Document as JSON, as a page's parts, as a PDF and as an e-mail. Nothing here reads rows.

dump(document), load(stored)       as `Edition.document` keeps it
render_pdf(document)               A4, by typst
render_mail(document, …)           text, HTML and pictures
"""

from analytics.reports.stored import dump, load

__all__ = ["dump", "load"]
