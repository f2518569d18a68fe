"""What a request may cost before anything is done for it; whoever puts a proxy before the service may ask for less."""

from __future__ import annotations

from dataclasses import dataclass

#: Bytes of an address as it is sent, path and query together: a need of 2,000 letters, each written as %C3%A4, fits.
LONGEST_ADDRESS = 16_384
#: Bytes of all headers together.
LARGEST_HEADERS = 16_384
#: Bytes of a body: a hundred times a long question.
LARGEST_BODY = 65_536
#: Bytes of what is sent before the headers end, address included; beyond, nothing is read any more.
LARGEST_HEAD = LONGEST_ADDRESS + LARGEST_HEADERS + 1_024
#: Seconds until the headers of a request, and the whole of it, have to be here.
HEAD_SECONDS, REQUEST_SECONDS = 10.0, 20.0
#: Seconds that a connection without a request is kept open.
KEEP_ALIVE_SECONDS = 15
#: Requests that are answered or wait for it at a time, beside those for health and metrics.
MOST_AT_ONCE = 256
#: Of them so many are at work at a time; one more would answer no more, see `api.http.bounds`.
MOST_AT_WORK = 2
#: Seconds of the processor that a measure over draws, seeds or years may take.
LONGEST_SECONDS = 60.0
#: Seconds that requests under way have at a shutdown, and until the process ends, whatever it does.
GOODBYE_SECONDS, LAST_SECONDS = 5, 9.0


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit as operators read it: what it bounds, the bound, and what is answered beyond it."""

    of: str
    bound: str
    beyond: str


LIMITS: tuple[Limit, ...] = (
    Limit("the address, path and query together", f"{LONGEST_ADDRESS:,} bytes", "414"),
    Limit("all headers together", f"{LARGEST_HEADERS:,} bytes", "431"),
    Limit("a body", f"{LARGEST_BODY:,} bytes", "413"),
    Limit("a need", "2,000 characters", "422"),
    Limit("a name", "200 characters", "422"),
    Limit("values of one parameter", "100", "422"),
    Limit("the headers of a request to arrive", f"{HEAD_SECONDS:.0f} seconds", "408, and the connection is closed"),
    Limit("a whole request to arrive", f"{REQUEST_SECONDS:.0f} seconds", "the connection is closed"),
    Limit("requests at a time", f"{MOST_AT_ONCE}", "503 with `Retry-After`"),
    Limit("of them at work in a process", f"{MOST_AT_WORK}, beside long work", "they wait in line"),
    Limit("new needs at a time", "2 at work, 16 wait, at most 20 seconds", "503 with `Retry-After`"),
    Limit("towns and networks gone in a what-if", "20", "422"),
    Limit("consortia completed at a time", "1 at work, 8 wait, at most 30 seconds", "503 with `Retry-After`"),
    Limit("the processor's time for draws, seeds or years", f"{LONGEST_SECONDS:.0f} seconds", "422"),
    Limit("new measures at a time", "1 at work, 8 wait, at most 30 seconds", "503 with `Retry-After`"),
)


def limits_table() -> str:
    """The limits as the table in `docs/operate.md`."""
    rows = "\n".join(f"| {limit.of} | {limit.bound} | {limit.beyond} |" for limit in LIMITS)
    return f"| of | at most | beyond |\n|---|---|---|\n{rows}"
