"""What is wrong with an expression, and where."""


class ExpressionError(ValueError):
    """An expression that means nothing. `start` and `end` are places in the text as it was written, the end not included."""

    def __init__(self, message: str, start: int, end: int):
        self.message, self.start, self.end = message, start, end
        super().__init__(message)
