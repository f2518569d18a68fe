"""The bill of materials of the installed program, as CycloneDX 1.5.

python -m api.sbom > sbom.json
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def needed(name: str = "peerpolis") -> dict[str, Distribution]:
    """The distribution and all that it needs, directly or not, by name, as far as installed here."""
    found: dict[str, Distribution] = {}
    waiting = [name]
    while waiting:
        key = _normal(waiting.pop())
        if key in found:
            continue
        try:
            found[key] = distribution(key)
        except PackageNotFoundError:  # of an extra, or of another platform
            continue
        for requirement in found[key].requires or ():
            match = _NAME.match(requirement)
            if match and "extra ==" not in requirement.replace("'", '"').replace("extra==", "extra =="):
                waiting.append(match[1])
    return found


def document() -> dict[str, Any]:
    """The bill of materials; the same for the same environment."""
    distributions = needed()
    own = distributions.pop("peerpolis")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": _component("peerpolis", own, "application")},
        "components": [_component(name, found, "library") for name, found in sorted(distributions.items())],
    }


def _component(name: str, found: Distribution, kind: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{found.version}"
    component: dict[str, Any] = {"type": kind, "name": name, "version": found.version, "purl": purl, "bom-ref": purl}
    licence = next(iter(found.metadata.get_all("License-Expression") or ()), None)
    named = [c.rpartition(" :: ")[2] for c in found.metadata.get_all("Classifier") or () if c.startswith("License ::")]
    if licence:
        component["licenses"] = [{"expression": licence}]
    elif named:
        component["licenses"] = [{"license": {"name": name}} for name in named]
    return component


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    json.dump(document(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
