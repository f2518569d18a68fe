"""What an address of the page of what-ifs asks for: what would be otherwise, in which network; and what was typed."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Query

from api.http.schemas import LONGEST_LIST, LONGEST_NAME, Name
from api.pages.asked import given
from api.pages.network_asked import NetworkAsked, network_asked
from api.pages.rendering import Value

#: How much may be otherwise at once: more than this nobody compares.
MOST = 20
#: What a network is chosen by, of all that the address of the network's page carries.
_NETWORK = ("year", "kind", "country", "largest", "listed")
Several = Annotated[tuple[Annotated[str, Query(max_length=2 * LONGEST_NAME + 1)], ...], Query(max_length=LONGEST_LIST)]
One = Annotated[str, Query(max_length=LONGEST_NAME)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfAsked:
    """What would be otherwise: `tie` and `member` hold two each with a comma between, `remove` one each; by id or name.

    `typed` is what the form was filled in with just now, by field, and is nowhere else yet.
    """

    network: NetworkAsked
    tie: tuple[str, ...] = ()
    member: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    typed: Mapping[str, str]

    @property
    def stated(self) -> tuple[tuple[str, str], ...]:
        """All that would be otherwise: which field states it, and how."""
        return tuple((name, text) for name in ("tie", "member", "remove") for text in getattr(self, name))

    def carried(self, **other: Any) -> Mapping[str, Value]:
        """What its address carries, or would with `other` values, without what is in the form only."""
        asked = replace(self, **other) if other else self
        of_network = {name: value for name, value in asked.network.carried().items() if name in _NETWORK}
        return {**of_network, "tie": asked.tie, "member": asked.member, "remove": asked.remove}

    def without(self, name: str, text: str) -> Mapping[str, Value]:
        """What its address would carry without one of what would be otherwise."""
        return self.carried(**{name: tuple(other for other in getattr(self, name) if other != text)})

    @property
    def command(self) -> str:
        """The command that gives the same figures."""
        words = ["peerpolis", "what-if"]
        for name, text in self.stated:
            words += [f"--{name}", text]
        return shlex.join([*words, *self.network.options])


def what_if_asked(
    network: Annotated[NetworkAsked, Depends(network_asked)],
    tie: Several = (),
    member: Several = (),
    remove: Annotated[tuple[Name, ...], Query(max_length=LONGEST_LIST)] = (),
    one: One = "",
    other: One = "",
    joining: One = "",
    joined: One = "",
    gone: One = "",
) -> WhatIfAsked:
    """What the address asks for, each once."""
    fields = {"one": one, "other": other, "joining": joining, "joined": joined, "gone": gone}
    return WhatIfAsked(
        network=network,
        tie=given(tie),
        member=given(member),
        remove=given(remove),
        typed={name: text.strip() for name, text in fields.items() if text.strip()},
    )


def halves(text: str) -> Sequence[str]:
    """What stands before and after the first comma, without outer blanks; either may be empty."""
    one, _, other = text.partition(",")
    return one.strip(), other.strip()
