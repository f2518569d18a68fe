"""Figures with their targets, printed one a line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured. `most` or `least` is the target, where there is one."""

    what: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def met(self) -> bool:
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    def __str__(self) -> str:
        target = ""
        if self.most is not None or self.least is not None:
            bound = f"at most {self.most:g}" if self.most is not None else f"at least {self.least:g}"
            target = f"  target {bound} {self.unit}: {'met' if self.met else 'MISSED'}"
        return f"{self.what:<72} {self.value:>10,.4g} {self.unit}{target}"


def show(figure: Figure) -> None:
    print(figure, flush=True)
