"""The description of the API (OpenAPI) as rows for the documentation page; and the problem shape put into it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import FastAPI

from api.http.problems import ALWAYS, WITH_BODY, Problem
from matching.kinds.all import kind_names


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: where it stands (path or query), what it means, and its example, None where it has none."""

    name: str
    place: str
    required: bool
    meaning: str
    example: object


@dataclass(frozen=True, slots=True)
class Operation:
    """One route with one method. `example` is an address to try, None where the route takes a body."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: Sequence[Parameter]
    body: str | None
    example: str | None


def operations(document: Mapping[str, Any]) -> dict[str, list[Operation]]:
    """All operations by their tag, in the order of the description."""
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, spec in methods.items():
            found.setdefault(spec["tags"][0], []).append(_operation(path, method, spec, document))
    return found


def _operation(path: str, method: str, spec: Mapping[str, Any], document: Mapping[str, Any]) -> Operation:
    parameters = [
        Parameter(p["name"], p["in"], p.get("required", False), p.get("description", ""), _example(p))
        for p in spec.get("parameters", ())
    ]
    body = body_example(spec, document)
    return Operation(
        id=spec["operationId"],
        method=method.upper(),
        path=path,
        summary=spec["summary"],
        description=spec.get("description", ""),
        parameters=parameters,
        body=None if body is None else json.dumps(body, indent=2, ensure_ascii=False),
        example=None if method != "get" else example_address(path, parameters),
    )


def example_address(path: str, parameters: Sequence[Parameter]) -> str:
    """The address with the examples of the path, and of those query parameters that the route cannot do without."""
    query = {}
    for p in parameters:
        if p.place == "path":
            path = path.replace("{" + p.name + "}", quote(str(p.example), safe=":"))
        elif p.required:
            query[p.name] = p.example
    return path + ("?" + urlencode(query, doseq=True) if query else "")


def body_example(spec: Mapping[str, Any], document: Mapping[str, Any]) -> Any:
    """The example of the body that the operation takes, None where it takes none."""
    if "requestBody" not in spec:
        return None
    schema = spec["requestBody"]["content"]["application/json"]["schema"]
    named = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return named["examples"][0]


def _example(parameter: Mapping[str, Any]) -> object:
    examples = parameter.get("examples") or parameter["schema"].get("examples") or ()
    if isinstance(examples, Mapping):
        examples = [e["value"] for e in examples.values()]
    return examples[0] if examples else parameter.get("example")


def describe_more(app: FastAPI) -> None:
    """Put the shape of every error, and which kinds of suggestions there are, into the description of the API."""
    described = app.openapi

    def openapi() -> dict[str, Any]:
        document = described()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        if "Problem" not in schemas:
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(problem.pop("$defs", {}))
            schemas["Problem"] = problem
            _say_what_every_address_answers(document)
            _name_kinds(schemas)
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # the way that FastAPI documents


def _say_what_every_address_answers(document: Mapping[str, Any]) -> None:
    for methods in document["paths"].values():
        for method, spec in methods.items():
            answers = spec["responses"]
            for status, described in ALWAYS.items():
                answers.setdefault(status, described)
            if "requestBody" in spec:
                answers.setdefault(*WITH_BODY)
            if method == "get" and not spec["operationId"].startswith(("live", "ready")):
                answers["304"] = {"description": "As the client has it: the tag in If-None-Match still holds"}


def _name_kinds(schemas: Mapping[str, Any]) -> None:
    """Which kinds of suggestions there are is a list and no type: they are named where a type would be described."""
    names = [*kind_names()]
    schemas["Answer"]["properties"]["suggestions"]["propertyNames"] = {"enum": names}
    schemas["Suggestion"]["properties"]["kind"]["enum"] = names
    asked = schemas["Query"]["properties"]["kinds"]
    asked["default"], asked["items"]["enum"] = names, names
