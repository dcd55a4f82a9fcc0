"""Text becomes a tree: signs and words first, then sums of products of single parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches

from analytics.expressions.errors import ExpressionError
from analytics.expressions.figures import FIGURES, SYNONYMS
from analytics.expressions.tree import Call, Name, Negative, Node, Number, Pair

MOST_CHARACTERS = 300
MOST_DEPTH = 20
MOST_DIGITS = 15
FUNCTIONS = {"min": (2, 8), "max": (2, 8), "abs": (1, 1)}
"""How many parts each takes."""
_SAME = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-"})
_TOKEN = re.compile(r"(?P<number>\d+(\.\d*)?|\.\d+)|(?P<word>[A-Za-z_]\w*)|(?P<sign>[-+*/(),])", re.ASCII)
_HINTS = {"%": " Write 0.3 for 30 %.", "^": " There are no powers.", ".": " Write a number before or after it."}


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word or a sign; `kind` is end after the last one."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Return where it ends, not included."""
        return self.start + len(self.text)


def read(text: str) -> Node:
    """Return the tree of an expression. Raises ExpressionError."""
    if not text.strip():
        raise ExpressionError("Write an expression, such as value - spend.", 0, len(text))
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(f"This is longer than {MOST_CHARACTERS} characters.", MOST_CHARACTERS, len(text))
    return _Reader(list(_tokens(text))).whole()


def _tokens(text: str) -> Iterator[Token]:
    plain, place = text.translate(_SAME), 0
    while place < len(plain):
        if plain[place].isspace():
            place += 1
            continue
        found = _TOKEN.match(plain, place)
        if found is None:
            sign = text[place]
            shown = f"“{sign}”" if sign.isprintable() else "A character that cannot be seen"
            raise ExpressionError(f"{shown} means nothing here.{_HINTS.get(sign, '')}", place, place + 1)
        yield Token(str(found.lastgroup), found.group(), place)
        place = found.end()
    yield Token("end", "", len(plain))


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, tokens: list[Token]):
        self.tokens, self.at, self.depth = tokens, 0, 0

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def whole(self) -> Node:
        tree = self.sum()
        if self.next.kind == "end":
            return tree
        raise self._unexpected()

    def sum(self) -> Node:
        return self._row("+-", self.product)

    def product(self) -> Node:
        return self._row("*/", self.single)

    def _row(self, signs: str, part) -> Node:
        left = part()
        while self.next.kind == "sign" and self.next.text in signs:
            sign = self._take().text
            right = part()
            left = Pair(left.start, right.end, sign, left, right)
        return left

    def single(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return _number(token)
        if token.kind == "word":
            return self._word(token)
        if token.text == "(":
            inner = self._inside(token, self.sum)
            return replace(inner, start=token.start, end=self._close(token))
        if token.text == "-":
            part = self._inside(token, self.single)
            return Negative(token.start, part.end, part)
        raise self._missing(token)

    def _inside(self, token: Token, read):
        """Read what stands deeper. Raises ExpressionError where that is too deep."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise ExpressionError(
                f"More than {MOST_DEPTH} brackets or signs stand in one another.", token.start, token.end
            )
        found = read()
        self.depth -= 1
        return found

    def _word(self, token: Token) -> Node:
        word = token.text.lower()
        is_called = self.next.text == "("
        if word in FUNCTIONS:
            if not is_called:
                raise ExpressionError(f"Write brackets after {word}: {word}(…).", token.start, token.end)
            return self._call(token, word)
        name = SYNONYMS.get(word, word)
        if name not in FIGURES:
            raise ExpressionError(_unknown(token.text, is_called), token.start, token.end)
        if is_called:
            raise ExpressionError(f"“{token.text}” is a figure; a sign is missing after it.", token.start, token.end)
        return Name(token.start, token.end, name)

    def _call(self, token: Token, function: str) -> Call:
        opening = self._take()
        parts = [self._inside(opening, self.sum)]
        while self.next.text == ",":
            self._take()
            parts.append(self._inside(opening, self.sum))
        end = self._close(opening)
        least, most = FUNCTIONS[function]
        if not least <= len(parts) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            raise ExpressionError(f"{function} takes {wanted} parts, and here are {len(parts)}.", token.start, end)
        return Call(token.start, end, function, tuple(parts))

    def _close(self, opening: Token) -> int:
        if self.next.text == ")":
            return self._take().end
        if self.next.kind == "end":
            raise ExpressionError("This bracket is never closed.", opening.start, opening.end)
        raise self._unexpected()

    def _take(self) -> Token:
        token = self.next
        self.at += token.kind != "end"
        return token

    def _missing(self, came: Token) -> ExpressionError:
        """Return what to say where a figure should have come, and this came."""
        place = self.tokens.index(came)
        if place == 0:
            return ExpressionError(f"A figure is missing before “{came.text}”.", came.start, came.end)
        before = self.tokens[place - 1]
        return ExpressionError(f"A figure is missing after “{before.text}”.", before.start, max(came.end, before.end))

    def _unexpected(self) -> ExpressionError:
        token = self.next
        if token.text == ",":
            message = "Write decimals with a point: 0.5. A comma separates the parts of min and max."
        elif token.text == ")":
            message = "No bracket was opened before this one."
        else:
            message = f"A sign is missing before “{token.text}”."
        return ExpressionError(message, token.start, token.end)


def _number(token: Token) -> Number:
    if sum(letter.isdigit() for letter in token.text) > MOST_DIGITS:
        raise ExpressionError(f"A number has at most {MOST_DIGITS} digits.", token.start, token.end)
    return Number(token.start, token.end, Decimal(token.text))


def _unknown(word: str, is_called: bool) -> str:
    known = FUNCTIONS if is_called else [*FIGURES, *SYNONYMS]
    close = get_close_matches(word.lower(), known, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"There are {', '.join(known)}."
    return f"“{word[:40]}” is no {'function' if is_called else 'figure'}. {hint}"
