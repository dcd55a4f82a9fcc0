"""How the development tools refuse: one line that says what is wrong and what to do."""


class Refused(SystemExit):
    """End the command with this line on standard error and status 1."""

    def __init__(self, line: str):
        super().__init__(f"adwright: {line}")


def start_afresh(base: object) -> str:
    """Return the advice that loses nothing: move a database's directory away, and the next run makes a new one."""
    return f"To start afresh: mv '{base}' '{base}-broken'"
