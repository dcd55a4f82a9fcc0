"""GAQL cut into words: names, operators, strings, numbers, brackets. https://developers.google.com/google-ads/api/docs/query/grammar"""

import re
from dataclasses import dataclass

from .errors import Failure, Problem

_WORD = re.compile(
    r"""\s*(?:(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<number>-?\d+(?:\.\d+)?(?![\w.]))
    |(?P<name>[A-Za-z_][\w.\-/]*|\d[\w\-/.]*)|(?P<sign><=|>=|!=|=|<|>|\(|\)|,))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    kind: str
    text: str

    def is_word(self, *names: str) -> bool:
        return self.kind == "name" and self.text.upper() in names

    @property
    def value(self) -> str:
        """The text without its quotes."""
        return re.sub(r"\\(.)", r"\1", self.text[1:-1]) if self.kind == "string" else self.text


def refuse(code: str, message: str) -> Failure:
    return Failure([Problem("query_error", code, f"Error in query: {message}")])


def cut(query: str) -> list[Word]:
    """Cut a query into words; raises QueryError where something is no word."""
    words, at = [], 0
    text = query.rstrip().rstrip(";")
    while at < len(text):
        found = _WORD.match(text, at)
        if not found:
            rest = text[at:].strip()
            if not rest:
                break
            code = "STRING_NOT_TERMINATED" if rest[0] in "'\"" else "BAD_SYMBOL"
            raise refuse(code, f"unexpected input {rest[:20]!r}.")
        kind = found.lastgroup or ""
        words.append(Word(kind, found.group(kind)))
        at = found.end()
    return words
