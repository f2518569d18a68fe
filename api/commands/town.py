"""`peerpolis town` and `peerpolis topics`: everything known about one town; the vocabulary."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from api.commands.show_portrait import show_portrait
from api.commands.terminal import OUT, AsJson, InLanguage, country_code, language, print_json, workspace
from api.commands.typesetting import line
from graph.model import Topic
from graph.said import said, said_as
from matching.words.told import told
from matching.words.written import language_name


def town(
    name: Annotated[str, typer.Argument(help="Name or id (gn:2951134, DE_12069020).")],
    in_country: Annotated[str | None, typer.Option("--in", help="Its country, where the name is ambiguous.")] = None,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """Everything known about a town: its place, facts, networks, solutions, needs and offers, each with its source."""
    space = workspace()
    meant = space.names.meant(name, country_code(in_country))
    portrait = space.names.with_namesakes(space.portrait(meant.town.id, language()), meant, language())
    if as_json:
        print_json(portrait)
    else:
        show_portrait(OUT, portrait, language())


def topics(
    words: Annotated[str | None, typer.Argument(help="A need in free text: shows how it is understood.")] = None,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """The topics of the vocabulary; with a text, the topics that it is understood as."""
    space, tongue = workspace(), language()
    if words:
        matches = space.read(words, tongue)
        if as_json:
            print_json(matches)
            return
        if not matches:
            line(OUT, told(said("No topic recognised. `peerpolis topics` without a text lists them all."), tongue))
        for match in matches:
            strength, words = f"{match.strength:4.2f}  ", f"  {match.topic}  ({', '.join(match.words)})"
            line(OUT, Text.assemble((match.label, "bold"), words), lead=strength)
        return
    vocabulary = space.view().snapshot.tables["Topic"]
    found = [t for at in range(len(vocabulary)) if isinstance(t := vocabulary.record(at), Topic)]
    if as_json:
        print_json(found)
        return
    table = Table(box=None, pad_edge=False)
    for column in (told(said_as("column", "id"), tongue), *(language_name(code, tongue) for code in ("en", "de"))):
        table.add_column(column, overflow="fold")
    for topic in found:
        table.add_row(*map(Text, (topic.id, topic.name_in("en"), topic.name_in("de"))))
    OUT.print(table)
