"""How the development tools refuse: one line that says what is wrong and what to do."""


class Refused(SystemExit):
    """End the command with this line on standard error and status 1."""

    def __init__(self, line: str):
        super().__init__(f"adwright: {line}")
