"""Rows of portraits: towns, networks, solutions, programmes, calls and strategies in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from api.pages.portraits.parts import Cite, Row, Seen, Through, cites_of, rows_between, source_of
from api.words.portraits import ADMISSIONS, NETWORKS, ROLES, SOLUTIONS, STATUSES
from api.workspace.tied import last_deadline, too_soon
from graph import dates
from graph.arrays import Floats32
from graph.said import said, said_many
from graph.snapshot.frozen import Links
from matching.kinds.claims import doings
from matching.kinds.statements import used_when
from matching.ties import Ties
from matching.types import Language
from matching.words.asked_for import kind_and_issuer
from matching.words.told import told
from matching.words.written import amount, country_name

#: How many things of a town on a topic are named.
THINGS_NAMED = 2
SIZE_UNKNOWN = said("size not known")
_NO_MEMBER = said("no member known")


def where(seen: Seen, town: int) -> tuple[str, ...]:
    """The region, where its name is known, and the country of a town; and how many inhabitants it has."""
    snapshot, language = seen.snapshot, seen.language
    regions = snapshot.links("IN", "Municipality").ends(town)
    region = snapshot.tables["Region"]
    named = [region.name(int(r), language) for r in regions if not region.ids[int(r)].endswith(region.name(int(r)))]
    country = country_name(snapshot.municipalities.category("country")[town], language)
    size = snapshot.population[town]
    people = (
        SIZE_UNKNOWN if size != size else said_many("{count:,} inhabitant", "{count:,} inhabitants", count=int(size))
    )
    return ", ".join([*named[:1], country]), told(people, language)


def town(seen: Seen, at: int) -> Row:
    """A town with where it lies and how large it is."""
    table = seen.snapshot.municipalities
    site = seen.snapshot.fact(at, "website")
    return Row(
        name=table.name(at, seen.language),
        path=f"/towns/{table.ids[at]}/portrait",
        website=None if site is None else site.value,
        facts=where(seen, at),
    )


def member(seen: Seen, at: int, network: int) -> Row:
    """A town that is in a network, with its role, the dates and who says so."""
    links = seen.snapshot.links("MEMBER_OF")
    country = country_name(seen.snapshot.municipalities.category("country")[at], seen.language)
    rows = rows_between(links, at, network)
    text, cites = stated(seen, links, rows) or None, cites_of(seen.snapshot, links, rows)
    return replace(town(seen, at), text=text, cites=cites, group=country)


def user(seen: Seen, at: int, solution: int) -> Row:
    """A town that uses a solution, with how far it is, the dates and who says so."""
    links = seen.snapshot.links("USES")
    rows = rows_between(links, at, solution)
    text, cites = stated(seen, links, rows) or None, cites_of(seen.snapshot, links, rows)
    return replace(town(seen, at), text=text, cites=cites)


def stated(seen: Seen, links: Links, rows: Sequence[int]) -> str:
    """What the rows about one pair say beside it: role or state, from when and until when, each once."""
    found: dict[str, None] = {}
    solutions = seen.snapshot.tables["Solution"].category("kind")
    for row in rows:
        # What a town does is in use by being done.
        done = links.type == "USES" and links.status[row] == "in-use" and solutions[int(links.end[row])] == "practice"
        words = [ROLES.get(links.role[row] or ""), None if done else STATUSES.get(links.status[row] or "")]
        since, until = (dates.from_code(int(column[row])) for column in (links.since, links.until))
        began = used_when(seen.snapshot, links, row, seen.language) if links.type == "USES" else None
        words.append(began or (said("since {day}", day=seen.day(since)) if since else None))
        words.append(said("until {day}", day=seen.day(until)) if until else None)
        found |= {told(word, seen.language): None for word in words if word}
    return ", ".join(found)


def doer(seen: Seen, at: int, own: bool) -> Row:
    """A town with what it does on the topic that is portrayed: of its own, or else no more than plans and labels."""
    snapshot, topic = seen.snapshot, seen.at
    wanted = _only(seen.ties, topic)
    proofs = ("own",) if own else ("planned", "label")
    found = [doing for doing in doings(seen.ties, at, wanted) if doing.proof in proofs]
    through = [_through(seen, "MEMBER_OF" if d.network else "USES", at, d.thing) for d in found[:THINGS_NAMED]]
    offers = snapshot.links("OFFERS")
    for row in rows_between(offers, at, topic) if own else ():
        words = said("says that it can show this")
        how = told(words, seen.language) + (f": {offers.evidence[row]}" if offers.evidence[row] else "")
        through.append(Through("", None, how, cites_of(snapshot, offers, [row])))
    return replace(town(seen, at), through=tuple(through), more=max(0, len(found) - THINGS_NAMED))


def _only(ties: Ties, topic: int) -> Floats32:
    wanted = np.zeros(len(ties.snapshot.tables["Topic"]), dtype=np.float32)
    wanted[topic] = 1
    return wanted


def _through(seen: Seen, type: str, at: int, thing: int) -> Through:
    links = seen.snapshot.links(type)
    table, rows = seen.snapshot.tables[links.end_label], rows_between(links, at, thing)
    path = f"/{links.end_label.lower()}s/{table.ids[thing]}"
    return Through(
        table.name(thing, seen.language), path, stated(seen, links, rows), cites_of(seen.snapshot, links, rows)
    )


def network(seen: Seen, at: int, cites: tuple[Cite, ...] = (), text: str | None = None) -> Row:
    """A network with what kind it is, how many members are known, and how one joins."""
    table, language = seen.snapshot.tables["Network"], seen.language
    count = int(seen.ties.memberships.sizes[at])
    takes = table.category("admission")[at]
    return Row(
        name=table.name(at, language),
        path=f"/networks/{table.ids[at]}",
        facts=(
            told(NETWORKS[table.category("kind")[at] or ""], language),
            told(said_many("{count:,} member", "{count:,} members", count=count) if count else _NO_MEMBER, language),
            *((told(ADMISSIONS[takes], language),) if takes else ()),
        ),
        text=text or table.summary(at, language),
        cites=cites,
    )


def solution(seen: Seen, at: int, cites: tuple[Cite, ...] = (), text: str | None = None) -> Row:
    """A solution with what kind it is, and who uses it: by name where one town does, else how many."""
    table, language = seen.snapshot.tables["Solution"], seen.language
    users = seen.ties.uses.towns_of(at)
    kind = told(SOLUTIONS[table.category("kind")[at] or ""], language)
    who = said("no town known")
    if len(users) == 1:
        only = int(users[0])
        name = seen.snapshot.municipalities.name(only, language)
        who = said("{town} ({country})", town=name, country=_country(seen, only))
    elif len(users):
        who = said_many("{count:,} town", "{count:,} towns", count=len(users))
    return Row(
        name=table.name(at, language),
        path=f"/solutions/{table.ids[at]}",
        facts=(kind, told(who, language)),
        text=text or table.summary(at, language),
        cites=cites,
    )


def _country(seen: Seen, at: int) -> str:
    return country_name(seen.snapshot.municipalities.category("country")[at], seen.language)


def call(seen: Seen, at: int, cites: tuple[Cite, ...] = ()) -> Row:
    """A call with its last deadline, and the largest grant."""
    table, language = seen.snapshot.tables["Call"], seen.language
    last = last_deadline(seen.snapshot, at)
    grant = float(table.number("grant_max")[at])
    when = said("no deadline known")
    if last:
        left = (dates.last_day(last) - seen.on).days
        when = said("closed on {day}") if left < 0 else said("deadline {day}")
        if left >= 0 and too_soon(seen.snapshot, at, left):
            when = said("deadline {day}: most likely too soon for a new application")
        when = when.fill(day=seen.day(last))
    money = () if grant != grant else (said("up to {amount} euros", amount=amount(grant, language)),)
    return Row(
        name=table.name(at, language),
        path=f"/calls/{table.ids[at]}",
        facts=tuple(told(words, language) for words in (when, *money)),
        cites=cites or (source_of(table, at),),
    )


def years(period: str | None, language: Language) -> str | None:
    """A programme's period as one writes it: `2021-2027` and `2021-` are how the table has it."""
    first, dash, last = (period or "").partition("-")
    if not (dash and first.isdecimal()):
        return period
    if not last:
        return told(said("since {year}", year=first), language)
    return f"{first}–{last}" if last.isdecimal() else period


def programme(seen: Seen, at: int, cites: tuple[Cite, ...] = ()) -> Row:
    """A programme with its period and who runs it."""
    table, language = seen.snapshot.tables["Programme"], seen.language
    run_by = table.text_in("managing_body", "managing_bodies", at, language)
    about = (years(table.text("period")[at], language), run_by)
    return Row(
        name=table.name(at, language),
        path=f"/programmes/{table.ids[at]}",
        facts=tuple(filter(None, about)),
        text=table.summary(at, language),
        cites=cites,
    )


def strategy(seen: Seen, at: int, cites: tuple[Cite, ...] = ()) -> Row:
    """A strategy with what it is, whose, and of which year."""
    table, language = seen.snapshot.tables["Strategy"], seen.language
    issued = dates.from_code(int(table.date("issued")[at]))
    words = kind_and_issuer(
        table.text("kind")[at] or "", table.text_in("issuer", "issuers", at, language), issued and issued[:4]
    )
    return Row(
        name=table.name(at, language),
        path=f"/strategies/{table.ids[at]}",
        facts=(told(words, language),),
        text=table.summary(at, language),
        cites=cites,
    )
