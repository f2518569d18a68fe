"""Every example of the documentation is a question that the service answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.http.documentation import Operation, operations
from api.workspace.settings import NO_MODEL, Settings
from api.workspace.workspace import Workspace
from tests.api.conftest import EXAMPLES
from tests.beginnings import curated


@cache
def described() -> dict[str, Any]:
    settings = Settings(
        graph="sqlite:///never-opened.sqlite", cache=Path("never-made"), decisions=Path("never-read"), model=NO_MODEL
    )
    return create_app(Workspace(settings)).openapi()


def every_operation() -> Iterator[Operation]:
    for found in operations(described()).values():
        yield from found


OPERATIONS = list(every_operation())


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if o.method == "GET"], ids=lambda o: o.id)
def test_each_question_is_answered_with_each_of_its_examples(client: TestClient, operation: Operation) -> None:
    assert operation.example is not None
    assert client.get(operation.example).status_code == 200
    for parameter in operation.parameters:
        assert not parameter.required or parameter.example is not None, parameter.name
        if parameter.place == "query" and parameter.example is not None:
            response = client.get(operation.example, params=_asked(operation, parameter.name, parameter.example))
            assert response.status_code == 200, (parameter.name, response.text)


def _asked(operation: Operation, name: str, example: Any) -> dict[str, Any]:
    required = {p.name: p.example for p in operation.parameters if p.required and p.place == "query"}
    return {**required, name: example}


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if o.method == "POST"], ids=lambda o: o.id)
def test_each_example_of_a_body_is_answered(client: TestClient, operation: Operation) -> None:
    assert operation.body is not None
    response = client.post(operation.path, content=operation.body, headers={"Content-Type": "application/json"})
    assert response.status_code == 200, response.text
    answers = ("suggestions", "clauses", "consortia", "findings", "groups", "introductions", "rows")
    assert any(response.json().get(name) for name in answers)


def test_nearly_every_parameter_has_an_example_and_all_have_a_meaning() -> None:
    parameters = [(o.id, p) for o in OPERATIONS for p in o.parameters]
    assert [(id, p.name) for id, p in parameters if p.place == "query" and not p.meaning] == []
    assert len(parameters) > 50
    assert sum(p.example is not None for _, p in parameters) > 0.8 * len(parameters)


def test_the_ids_of_the_examples_stand_in_the_curated_bundle() -> None:
    bundled = {node.id for node in curated().batch.nodes}
    assert {node.id for node in EXAMPLES.nodes} <= bundled
    assert "topic:heat-planning" in bundled


def test_every_route_describes_its_problems_and_its_answer() -> None:
    document = described()
    schemas = document["components"]["schemas"]
    assert {"Problem", "Answer", "Eligibility", "Portrait"} <= schemas.keys()
    for path, methods in document["paths"].items():
        for spec in methods.values():
            assert spec["summary"], path
            assert "200" in spec["responses"]
            if "/health/" not in path:
                assert "application/problem+json" in spec["responses"]["422"]["content"]


def test_each_reference_in_the_description_leads_somewhere() -> None:
    document = described()

    def references(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            if isinstance(part.get("$ref"), str):
                yield part["$ref"]
            for inner in part.values():
                yield from references(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from references(inner)

    named = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(references(document)) <= named
