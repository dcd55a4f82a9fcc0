"""The sandbox's clock. It runs at a speed from an anchor; everything dated in the sandbox goes by it."""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class Clock:
    """Moments are seconds since 1970. Speed 0 stands still, 1 is real time; with `file` every change is written there.

    The file is `{"real", "simulated", "speed"}`, replaced atomically, so that a reader never sees half of it.
    """

    real: float
    simulated: float
    speed: float = 1.0
    file: Path | None = None

    @classmethod
    def start(cls, *, simulated: float | None = None, speed: float = 1.0, file: Path | None = None) -> "Clock":
        real = time.time()
        clock = cls(real, real if simulated is None else simulated, speed, file)
        clock._write()
        return clock

    def now(self) -> float:
        return self.simulated + (time.time() - self.real) * self.speed

    def set(self, *, simulated: float | None = None, speed: float | None = None) -> None:
        """Anchor anew: at another moment, at another speed, or both."""
        self.simulated = self.now() if simulated is None else simulated
        self.real = time.time()
        self.speed = self.speed if speed is None else speed
        self._write()

    def advance(self, seconds: float) -> None:
        self.set(simulated=self.now() + seconds)

    def dump(self) -> dict[str, float]:
        return {"real": self.real, "simulated": self.simulated, "speed": self.speed}

    def _write(self) -> None:
        if not self.file:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        draft = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        draft.write_text(json.dumps(self.dump()))
        draft.replace(self.file)
