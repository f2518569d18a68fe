"""`peerpolis network`, `communities` and `export`: the network in figures, in groups, and as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands.again import made_by
from api.commands.measure import Output, check_file, show_report, write
from api.commands.network_options import Bootstrap, ByChance, with_network
from api.commands.terminal import AsCsv, AsJson, InLanguage, language, notice
from api.workspace.network_stated import Stated
from graph.measures.communities import SEEDS
from graph.measures.report import Report
from graph.said import Said, said
from matching.words.told import told

if TYPE_CHECKING:
    from graph.measures.projection import Projection


@with_network
def network(
    network: Stated,
    chance: ByChance = 0,
    bootstrap: Bootstrap = 0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same draws.", min=0)] = 0,
    output: Output = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: InLanguage = None,
) -> None:
    """The co-membership network in figures: size, density, components, whether like is tied to like."""
    from graph.measures.whole import network_report

    check_file(output)
    found = network_report(
        network.snapshot,
        chance=chance,
        bootstrap=bootstrap,
        seed=seed,
        **network.choices,
    )
    show_report(found, top=len(found.rows), output=output, as_json=as_json, as_csv=as_csv)


@with_network
def export(
    network: Stated,
    output: Annotated[
        Path,
        typer.Option(
            help="The file; its ending says the format: .csv (edge list), .graphml, .gexf (Gephi, with dates), .net "
            "(Pajek), .json (node-link), .parquet (edge list, needs peerpolis[parquet]), .zip (Data Package)."
        ),
    ],
    bipartite: Annotated[
        bool, typer.Option("--bipartite", help="Towns and networks with their memberships, instead of ties of towns.")
    ] = False,
    chance: Annotated[
        bool, typer.Option("--chance", help="With each tie, how many are shared by chance, and how likely as many are.")
    ] = False,
    share: Annotated[
        float | None,
        typer.Option("--backbone", help="Only ties that chance does not explain; so many may be wrong (0.05)."),
    ] = None,
    level: Annotated[
        float | None,
        typer.Option(
            "--disparity",
            help="Only ties that stand out at one of their ends (disparity filter), at this level (0.05).",
        ),
    ] = None,
    lang: InLanguage = None,
) -> None:
    """Write the network into a file for Gephi, Pajek, R, networkx …

    Beside it stands what it was made from (…-metadata.json), by which `peerpolis reproduce` makes it again.
    """
    from graph.measures.backbone import chances_of
    from graph.measures.drawn import Drawn
    from graph.measures.export import described
    from graph.measures.files import COLUMNS, written
    from graph.measures.whole import network_report

    if bipartite and (chance or share is not None or level is not None):
        raise typer.BadParameter(said("memberships have no chance of their own: without --bipartite"))
    if share is not None and level is not None:
        raise typer.BadParameter(said("one backbone at a time: --backbone or --disparity"))
    ties = network.projected()
    chances = chances_of(ties) if chance else {}
    ties, kept = _backbone(ties, share, level)
    if kept is not None:
        notice(told(kept, language()))
    drawn = Drawn(network.snapshot, ties, bipartite=bipartite, chance=chances)
    about: Report[Any] = network_report(network.snapshot, **network.choices)
    about = replace(
        about,
        parameters={
            **about.parameters,
            "bipartite": bipartite,
            "chance": chance,
            "backbone": share,
            "disparity": level,
        },
        notes=about.notes if kept is None else (*about.notes, kept),
    )
    content = written(drawn, output.name, {**described(about), **made_by()})
    write(output, content, about, columns=COLUMNS if output.suffix.lower() == ".csv" else None)


def _backbone(ties: Projection, share: float | None, level: float | None) -> tuple[Projection, Said | None]:
    """The ties that a backbone keeps, and what is told of it; all, and nothing, where none is asked for."""
    from graph.measures.backbone import backbone, disparity

    if share is not None:
        kept = backbone(ties, share)
        return kept, said(
            "Of {all:,} ties {kept:,} are no chance (at most {share:.0%} of them false discoveries, all pairs tested).",
            all=ties.matrix.nnz // 2,
            kept=kept.matrix.nnz // 2,
            share=share,
        )
    if level is not None:
        kept = disparity(ties, level)
        return kept, said(
            "Of {all:,} ties {kept:,} stand out at one of their ends (disparity filter, level {level:g}, not corrected "
            "for the number of tests).",
            all=ties.matrix.nnz // 2,
            kept=kept.matrix.nnz // 2,
            level=level,
        )
    return ties, None


@with_network
def communities(
    network: Stated,
    resolution: Annotated[float, typer.Option(help="More: more and smaller communities.", min=0)] = 1.0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same communities.", min=0)] = 0,
    seeds: Annotated[
        int,
        typer.Option(help="With how many more seeds they are sought, to tell how stable they are.", min=0, max=1000),
    ] = SEEDS,
    by_community: Annotated[
        bool, typer.Option("--by-community", help="One row a community: size, country, networks, how sure, by chance.")
    ] = False,
    chance: Annotated[
        int,
        typer.Option(
            min=0,
            max=100_000,
            help="With --by-community: compare with communities sought in so many networks drawn by chance.",
        ),
    ] = 0,
    top: Annotated[int, typer.Option(min=1, max=100_000, help="How many rows.")] = 20,
    output: Output = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: InLanguage = None,
) -> None:
    """Which towns are tied among themselves more than with others?

    By the Leiden algorithm. With each town stands how often the others of its community are with it under other seeds.
    """
    from graph.measures.communities import community_report
    from graph.measures.community_chance import described

    check_file(output)
    if chance and not by_community:
        raise typer.BadParameter(said("communities are compared with chance as a whole: with --by-community"))
    if by_community:
        told_each = described(
            network.snapshot,
            resolution=resolution,
            seed=seed,
            seeds=seeds,
            chance=chance,
            **network.choices,
        )
        show_report(told_each, top=top, output=output, as_json=as_json, as_csv=as_csv)
        return
    found = community_report(
        network.snapshot,
        resolution=resolution,
        seed=seed,
        seeds=seeds,
        **network.choices,
    )
    show_report(found, top=top, output=output, as_json=as_json, as_csv=as_csv)
