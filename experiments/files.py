"""One thing, one file, always the same bytes: tables, events and graphs in open formats.

No file carries a time, the name of a machine or of a user, or the version of a library that the
format does not demand, so that two runs of one name can be compared byte by byte.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

FRESH = ".new"  # ending of a file that is being written


def json_bytes(value: object, indent: int | None = None) -> bytes:
    r"""Return a value as JSON with sorted keys; NaN and infinity are refused.

    Examples
    --------
    >>> json_bytes({"b": 1, "a": [True, None]})
    b'{"a": [true, null], "b": 1}\n'
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, indent=indent)
    return text.encode() + b"\n"


def json_lines(events: Iterable[Mapping[str, Any]]) -> bytes:
    r"""Return events as JSON lines, one a line, keys in the order in which they were noted.

    Examples
    --------
    >>> json_lines([{"quarter": 0, "event": "talk"}])
    b'{"quarter": 0, "event": "talk"}\n'
    """
    lines = (json.dumps(dict(each), ensure_ascii=False, allow_nan=False) for each in events)
    return "".join(f"{line}\n" for line in lines).encode()


def csv_bytes(frame: pd.DataFrame) -> bytes:
    r"""Return a table as CSV: comma, UTF-8, shortest exact numbers, nothing for a missing value.

    Examples
    --------
    >>> csv_bytes(pd.DataFrame({"a": [0.1, None]}))
    b'a\n0.1\n""\n'
    """
    return frame.to_csv(index=False, lineterminator="\n").encode()


def parquet_bytes(
    frame: pd.DataFrame, meanings: Mapping[str, Mapping[str, str]] | None = None
) -> bytes:
    """Return a table as Parquet.

    Parameters
    ----------
    frame : pandas.DataFrame
        A plain table.
    meanings : mapping, optional
        Unit and meaning by column, kept with the column.

    Examples
    --------
    >>> content = parquet_bytes(pd.DataFrame({"a": [0.1]}), {"a": {"unit": "share"}})
    >>> pq.read_schema(io.BytesIO(content)).field("a").metadata[b"unit"]
    b'share'
    """
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    known = meanings or {}
    fields = [
        field.with_metadata(dict(known[field.name])) if field.name in known else field
        for field in table.schema
    ]
    buffer = io.BytesIO()
    pq.write_table(table.cast(pa.schema(fields)), buffer, compression="zstd")
    return buffer.getvalue()


def graphml_bytes(graph: nx.MultiDiGraph[str]) -> bytes:
    """Return a graph as GraphML, which Gephi, yEd, igraph and networkx read."""
    buffer = io.BytesIO()
    nx.write_graphml_xml(graph, buffer, infer_numeric_types=True)
    return buffer.getvalue() + b"\n"


def node_link_bytes(graph: nx.MultiDiGraph[str]) -> bytes:
    """Return a graph as node-link JSON, which networkx and d3 read."""
    return json_bytes(nx.node_link_data(graph, edges="edges"), indent=1)


def put(path: Path, content: bytes) -> None:
    """Write a file, its folder with it where missing: whole at any moment, or what it was before.

    It is written under another name, then renamed; a pipe or a device is written as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    real = path.resolve()
    if real.exists() and not real.is_file():
        real.write_bytes(content)
        return
    fresh = real.with_name(real.name + FRESH)
    try:
        fresh.write_bytes(content)
        fresh.replace(real)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
