"""The whole description of the API, asked with what it allows and what it does not: nothing is undocumented.

`PEERPOLIS_CASES` says how many questions are asked in all, 5,000 unless set.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from api.app import create_app
from api.workspace.workspace import Workspace
from tests.api.conftest import settings_in, until_ready

schemathesis: Any = pytest.importorskip("schemathesis")

pytestmark = [
    pytest.mark.faults,
    pytest.mark.timeout(3600),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning"),
]
CASES = int(os.environ.get("PEERPOLIS_CASES", "5000"))


@pytest.fixture(scope="module")
def served(world_folder: Path) -> Iterator[FastAPI]:
    app = create_app(Workspace(settings_in(world_folder)))
    with TestClient(app, raise_server_exceptions=False) as client:
        until_ready(client)
        yield app


def test_no_question_meets_an_error_of_ours_or_an_answer_that_is_not_described(served: FastAPI) -> None:
    from schemathesis import GenerationMode, checks

    schema = schemathesis.openapi.from_dict(served.openapi())
    operations = [found.ok() for found in schema.get_all_operations()]
    checks.load_all_checks()
    judged = [
        checks.CHECKS.get_one(name)
        for name in (
            "not_a_server_error",
            "status_code_conformance",
            "content_type_conformance",
            "response_schema_conformance",
        )
    ]
    each = max(CASES // (2 * len(operations)), 1)
    asked: Counter[int] = Counter()
    wrong: dict[tuple[str, str], str] = {}
    with TestClient(served, raise_server_exceptions=False) as client:
        until_ready(client)
        for operation in operations:
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

                @given(case=operation.as_strategy(generation_mode=mode))
                @settings(
                    max_examples=each,
                    deadline=None,
                    database=None,
                    derandomize=True,
                    phases=[Phase.generate],
                    suppress_health_check=[*HealthCheck],
                )
                def ask(case: Any) -> None:
                    answered = case.call(app=served, base_url="http://testserver")
                    asked[answered.status_code] += 1
                    try:
                        case.validate_response(answered, checks=judged)
                    except Exception as error:
                        for one in getattr(error, "exceptions", [error]):
                            wrong.setdefault((case.operation.label, str(one)[:200]), case.as_curl_command()[:500])

                try:
                    ask()
                except Unsatisfiable:  # nothing can be wrong about an address without parameters
                    continue
    assert wrong == {}
    assert asked.total() >= 0.6 * CASES, asked
    assert asked[200] >= 0.1 * CASES, asked
