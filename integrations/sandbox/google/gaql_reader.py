"""GAQL read word by word."""

from .gaql_words import Word, refuse


class Reader:
    """Goes through a query's words once; everything that is not as expected raises QueryError."""

    def __init__(self, words: list[Word]) -> None:
        self.words, self.at = words, 0

    def peek(self) -> Word | None:
        return self.words[self.at] if self.at < len(self.words) else None

    def next(self) -> Word:
        word = self.peek()
        if word is None:
            raise refuse("UNEXPECTED_END_OF_QUERY", "unexpected end of query.")
        self.at += 1
        return word

    def take(self, *names: str) -> bool:
        word = self.peek()
        if word is None or not (word.is_word(*names) or word.text in names):
            return False
        self.at += 1
        return True

    def need(self, name: str, code: str) -> None:
        if not self.take(name):
            raise refuse(code, f"expected {name}.")

    def name(self, code: str = "BAD_FIELD_NAME") -> str:
        word = self.next()
        if word.kind != "name":
            raise refuse(code, f"invalid name {word.text!r}.")
        return word.text

    def names(self) -> list[str]:
        found = [self.name()]
        while self.take(","):
            found.append(self.name())
        return found

    def value(self) -> str:
        word = self.next()
        if word.kind == "sign":
            raise refuse("EXPECTED_SINGLE_VALUE", f"expected a value, found {word.text!r}.")
        return word.value

    def values(self) -> tuple[str, ...]:
        self.need("(", "EXPECTED_LIST")
        if self.take(")"):
            raise refuse("PROHIBITED_EMPTY_LIST_IN_CONDITION", "the list is empty.")
        values = [self.value()]
        while self.take(","):
            values.append(self.value())
        self.need(")", "EXPECTED_LIST")
        return tuple(values)

    def one_of(self, *names: str) -> str:
        word = self.next()
        if word.text.upper() not in names:
            raise refuse("BAD_OPERATOR", f"invalid operator {word.text!r}.")
        return word.text.upper()
