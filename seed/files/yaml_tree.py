"""YAML without surprises: every scalar is the text that stands there, every value knows its line, nothing is expanded.

YAML takes `NO` for false, `311` for a number and `2024-01-01` for a day; here they stay as they are written, and say
that YAML takes them for something else. A key that stands twice in a mapping is told. An alias is the value of its
anchor, once more: a file that nests aliases to fill the memory stays as small as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.errors import InvalidRecord
from graph.said import Said, said
from graph.text import entered

#: Values within values; files of people have a handful.
DEEPEST = 60
#: Kinds of values of YAML itself; other tags are programs' own.
_TAGS = frozenset({"str", "int", "float", "bool", "null", "seq", "map", "timestamp", "!"})


class Text(str):
    """A scalar as it is written, and its `line`; `plain` is False where YAML takes it for something that is no text."""

    line: int
    plain: bool

    def __new__(cls, text: str, line: int, plain: bool = True) -> Text:
        """The text at that line."""
        made = super().__new__(cls, text)
        made.line, made.plain = line, plain
        return made


class Items(list[Any]):
    """A sequence, the line at which it begins, and the lines of its items."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


class Entries(dict[str, Any]):
    """A mapping, the line at which it begins, and those of its keys."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class NoYaml(Exception):
    """The text is no YAML that is read here: where, and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line, self.why = line, why


@dataclass
class Tree:
    """What a document says, and the faults in it, each with line, key and why."""

    root: Any = None
    faults: list[tuple[int, str, Said]] = field(default_factory=list)


def line_of(value: object, otherwise: int = 1) -> int:
    """The line at which the value stands."""
    return getattr(value, "line", otherwise)


def read_tree(data: bytes) -> Tree:
    """The first document of the text; that there are others is a fault. Raises NoYaml."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    growing = _Growing(yaml.resolver.Resolver())
    ended = False
    try:
        for event in yaml.parse(data, Loader=loader):
            if ended and isinstance(event, yaml.DocumentStartEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                growing.tree.faults.append((line, "", said("another document begins here; only the first was read")))
                break
            ended = ended or isinstance(event, yaml.DocumentEndEvent)
            if not ended:
                growing.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NoYaml(mark.line + 1 if mark else 1, str(error.problem or error.context)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NoYaml(1, str(error).partition("\n")[0]) from error
    return growing.tree


class _Growing:
    """A tree while the events of its text go by: no call goes deeper with the text."""

    def __init__(self, resolver: Any) -> None:
        self.tree = Tree()
        self._resolver = resolver
        self._open: list[tuple[Entries | Items, list[Any]]] = []  # a mapping waits with its key
        self._anchors: dict[str, Any] = {}

    def take(self, event: Any) -> None:
        """Add what the event says."""
        import yaml

        line = event.start_mark.line + 1 if event.start_mark else 1
        tag = getattr(event, "tag", None)
        if tag and tag.removeprefix("tag:yaml.org,2002:") not in _TAGS:
            raise NoYaml(line, said("the tag {tag} is not read here", tag=tag))
        match event:
            case yaml.ScalarEvent():
                self._put(self._named(event, self._scalar(event, line)), line)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if len(self._open) >= DEEPEST:
                    raise NoYaml(line, said("more than {most} values within each other", most=DEEPEST))
                begun = Entries(line) if isinstance(event, yaml.MappingStartEvent) else Items(line)
                self._open.append((self._named(event, begun), []))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                done, _ = self._open.pop()
                self._put(done, done.line)
            case yaml.AliasEvent():
                if event.anchor not in self._anchors:
                    raise NoYaml(line, said("the anchor {name!r} is not known", name=event.anchor))
                self._put(self._anchors[event.anchor], line)

    def _named(self, event: Any, value: Any) -> Any:
        if event.anchor:
            self._anchors[event.anchor] = value
        return value

    def _scalar(self, event: Any, line: int) -> Text | None:
        import yaml

        try:
            text = entered(event.value)
        except InvalidRecord as error:
            self.tree.faults.append((line, "", said("{why}; left out", why=error.said)))
            return None
        if event.style or not event.implicit[0]:
            return Text(text, line)
        tag = self._resolver.resolve(yaml.ScalarNode, text, (True, False))
        return None if tag.endswith(":null") else Text(text, line, plain=tag.endswith(":str"))

    def _put(self, value: Any, line: int) -> None:
        if not self._open:
            self.tree.root = value
            return
        holder, waiting = self._open[-1]
        if isinstance(holder, Items):
            holder.append(value)
            holder.lines.append(line)
        elif not waiting:
            waiting.append((value, line))
        else:
            key, at = waiting.pop()
            self._enter(holder, key, at, value)

    def _enter(self, holder: Entries, key: Any, line: int, value: Any) -> None:
        if not isinstance(key, str):
            self.tree.faults.append((line, "", said("a key that is no text; left out")))
        elif key == "<<" and isinstance(value, Entries):
            for name, inherited in value.items():
                holder.setdefault(name, inherited)
        elif key in holder and holder.lines.get(key):
            why = said("this key stands in line {line} already; what stands there was taken", line=holder.lines[key])
            self.tree.faults.append((line, str(key), why))
        else:
            holder[str(key)] = value
            holder.lines[str(key)] = line


def texts(value: object) -> Iterator[Text]:
    """The texts in a sequence, without those that YAML takes for something else."""
    for item in value if isinstance(value, Items) else ():
        if isinstance(item, Text) and item.plain:
            yield item


def mapping(value: object, key: str) -> Mapping[str, Any]:
    """The mapping at `key`, an empty one where there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}
