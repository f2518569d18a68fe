"""What a form was filled in with, from the address or, where it was posted, from the body; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email import policy
from email.parser import BytesParser
from urllib.parse import parse_qs

from fastapi import Request

from graph.errors import InvalidRecord
from graph.said import said

#: A form has no more fields than this, each at most once but for boxes that are ticked.
_MOST_FIELDS = 100
#: The field that says in which encoding a file was read that is not in UTF-8; nobody fills it in.
READ_AS = "file read as"
#: What spreadsheets in western Europe write unless they are asked for UTF-8.
_OLD_ENCODING = "Windows-1252"

Fields = Mapping[str, str]


async def filled_in(request: Request) -> Fields:
    """The fields by name, without outer blanks; of one that comes twice the last, of a file its text. What is empty is
    left out.

    A form with a file is read as RFC 7578 has it. A file that is not in UTF-8 is taken for Windows-1252, and `READ_AS`
    says so: its reader sees the text. Raises InvalidRecord for a body that is no form, and for a file without a text.
    """
    found = dict(request.query_params)
    if request.method == "POST":
        content_type = request.headers.get("content-type", "")
        body = await request.body()
        found.pop(READ_AS, None)
        try:
            if content_type.lower().startswith("multipart/form-data"):
                found |= dict(_parts(content_type, body))
            else:
                posted = parse_qs(body.decode("utf-8"), max_num_fields=_MOST_FIELDS)
                found |= {name: values[-1] for name, values in posted.items() if name != READ_AS}
        except InvalidRecord:
            raise
        except (ValueError, LookupError) as error:
            raise InvalidRecord(said("What was sent is no form that could be read.")) from error
    return {name: value.strip() for name, value in found.items() if value.strip()}


def _parts(content_type: str, body: bytes) -> Iterator[tuple[str, str]]:
    """The fields of a form with files. Raises ValueError where it is none, InvalidRecord for a file without a text."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
    form = BytesParser(policy=policy.HTTP).parsebytes(head + body)
    parts = list(form.iter_parts())
    if not form.is_multipart() or len(parts) > _MOST_FIELDS:
        raise ValueError("no form")
    for part in parts:
        name, data = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(data, bytes) or name == READ_AS:
            raise ValueError("no field of a form")
        if part.get_filename() is None:
            yield name, data.decode("utf-8")
        else:
            yield from _file(name, data)


def _file(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    from seed.files.delimited import no_table

    if data and (why := no_table(data[:4096])):
        raise InvalidRecord(why)
    try:
        yield name, data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield name, data.decode("cp1252", errors="replace")
        yield READ_AS, _OLD_ENCODING


def whole(fields: Fields, name: str, *, otherwise: int, least: int, most: int) -> int:
    """The whole number in a field. Raises InvalidRecord for what is none, or out of its bounds."""
    text = fields.get(name, str(otherwise))
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
        raise InvalidRecord(
            said("“{text}”: a whole number from {least:,} to {most:,}, please", text=text[:40], least=least, most=most)
        )
    return int(text)
