"""Tables as files: Arrow, CSV, Parquet, Excel, annotations."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cache, reduce
from itertools import pairwise
from operator import and_, attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import ownership, phrases, workbook
from ..tables import ROLES, TABLES, columns, quote_id, rows_of, show_whole

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from spacy.tokens import Doc

    from ..analysis import Analysis


# --------------------------------------------------------------------------------------------------
# Carry rows in Arrow columns: packed as Parquet between processes and on disk, a DataFrame for the reader.


Packed = bytes  # a Parquet file
LARGE = 1 << 25  # bytes that glibc gives back when they are freed
NARROW, STEP = {"str": "int32", "int64": "int32", "Int64": "float64"}, 1 << 22  # of what is coded; rows at a time
PAGE_CHECKS = {"write_page_checksum": True}  # a flipped byte is found when the page is read


@cache
def schema_of(name: str) -> pa.Schema:
    """Describe a table for Arrow, as `tables` says what its columns are.

    Args:
        name: one of `TABLES`.

    Returns:
        The schema.

    Raises:
        KeyError: no table has this name.
    """
    import pyarrow as pa

    types = {"str": pa.string(), "int64": pa.int64(), "Int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_()}
    return pa.schema([(column, types[dtype]) for column, dtype in columns(name).items()])


def table(name: str, rows: Iterable[Any]) -> pa.Table:
    """Turn rows into an Arrow table.

    Args:
        name: one of `TABLES`.
        rows: instances of the table's dataclass.

    Returns:
        The table, without rows for none.

    Raises:
        TypeError: a row belongs to another table.
    """
    import pyarrow as pa

    rows = rows_of(name, rows)
    values = zip(*map(attrgetter(*columns(name)), rows), strict=True) if rows else [[] for _ in columns(name)]
    fields = schema_of(name)
    return pa.table([pa.array(column, field.type) for column, field in zip(values, fields, strict=True)], schema=fields)


def pack(table: Packed | pa.Table) -> Packed:
    """Turn a table into the bytes of a Parquet file.

    Args:
        table: to be packed; one that is packed already stays as it is.

    Returns:
        The bytes.
    """
    import pyarrow.parquet as pq

    if isinstance(table, bytes):
        return table
    buffer = io.BytesIO()
    pq.write_table(table, buffer, **PAGE_CHECKS)
    return buffer.getvalue()


def read(packed: Packed | pa.Table) -> pa.Table:
    """Turn the bytes of a Parquet file into a table.

    In this thread alone: Arrow's own threads may still hold Python's memory when the interpreter ends, and then
    end it with an abort, or never (apache/arrow issues 34314 and 50482).

    Args:
        packed: the bytes; a table stays as it is.

    Returns:
        The table.
    """
    if not isinstance(packed, bytes):
        return packed
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(pa.BufferReader(packed), pre_buffer=False) as file:
        return file.read(use_threads=False)


def unpack(name: str, packed: Sequence[Packed | pa.Table], near: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Put what `pack` packed together as one DataFrame.

    Args:
        name: of the table.
        packed: its parts, in order.
        near: as for `with_near`; None for no clusters.

    Returns:
        The table with its columns and dtypes.
    """
    import pyarrow as pa

    return to_frame(name, with_near(pa.concat_tables([schema_of(name).empty_table(), *map(read, packed)]), near or {}))


def whole(name: str, table: pa.Table, only: Collection[str] = ()) -> pa.Table:
    """Complete the columns of a table: what an earlier version did not write stands as in no row.

    Args:
        name: of the table.
        table: as it was read.
        only: the columns that are wanted; all where none is named.

    Returns:
        The table with these columns.

    Raises:
        ValueError: a column is missing that says something of every row; the message names the way out.
    """
    import pyarrow as pa

    usual = {field.name: field.default for field in fields(TABLES[name])}
    wanted = list(only or columns(name))
    for column in [column for column in wanted if column not in table.column_names]:
        if usual[column] is MISSING:
            raise ValueError(
                f"table {name}: no column {column!r}: an earlier version of the helpers wrote it, or something else; "
                "run `python -m helpers analyse SOURCE --out FOLDER --overwrite` to renew this folder"
            )
        kind = schema_of(name).field(column)
        table = table.append_column(kind, pa.array([usual[column]] * table.num_rows, kind.type))
    return table.select(wanted)


def with_near(table: pa.Table, near: Mapping[str, str]) -> pa.Table:
    """Put the clusters that a whole corpus gives (see helpers.corpus.intake) into the table of articles.

    Args:
        table: of articles, or a part of it.
        near: {article_id: the first id of its cluster}.

    Returns:
        The table; the same object where none of them is in it.
    """
    import pyarrow as pa

    ids = table["article_id"].to_pylist() if near else []
    if near.keys().isdisjoint(ids):
        return table
    at = table.schema.get_field_index("near")
    return table.set_column(at, table.schema.field(at), pa.array([near.get(one, one) for one in ids], pa.string()))


def to_frame(name: str, table: pa.Table, only: Collection[str] = ()) -> pd.DataFrame:
    """Turn an Arrow table into a DataFrame with the table's columns and dtypes.

    Args:
        name: of the table.
        table: as it was read.
        only: the columns that are wanted; all where none is named.

    Returns:
        The rows, in their order.

    Raises:
        ValueError: as `whole` does.
    """
    import pandas as pd
    import pyarrow as pa

    show_whole()
    table = whole(name, table, only)
    wanted = {column: dtype for column, dtype in columns(name).items() if not only or column in only}
    counts = {column: pd.Int64Dtype() for column, dtype in wanted.items() if dtype == "Int64"}
    data = {}
    for column, dtype in wanted.items():
        values = table.column(column)
        table = table.drop_columns(column)  # so that no more than one of them is there twice
        if values.num_chunks > 1 and pa.types.is_string(values.type):  # to take rows out of many parts takes long
            values = pa.chunked_array([values.cast(pa.large_string()).combine_chunks()])
            if values.nbytes > LARGE:  # what the parts took goes back to the system
                pa.default_memory_pool().release_unused()
        data[column] = pd.Series(
            counts[column].__from_arrow__(values) if column in counts else values.to_pandas(), dtype=dtype
        )
        del values
    return pd.DataFrame(data, copy=False)


def _coded(name: str, tables: Iterable[pa.Table], most: int, only: Collection[str]) -> pd.DataFrame:
    """Return columns of at most so many rows part by part: text as categories in their order, numbers of four bytes."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    types = columns(name)
    kinds = {one: np.dtype(NARROW.get(types[one], types[one])) for one in types if one in only}
    # numpy would ask for huge pages, which take some systems long to clear
    data: dict[str, Any] = {one: np.frombuffer(pa.allocate_buffer(most * n.itemsize), n) for one, n in kinds.items()}
    words, end = {column: [pa.array([], pa.string())] for column in data if types[column] == "str"}, 0
    for part in tables:
        table = whole(name, part, only)
        for column, own in data.items():
            values = table.column(column).combine_chunks()
            if column in words:
                before, values = sum(map(len, words[column])), values.dictionary_encode()
                words[column].append(values.dictionary)
            numbers = values.indices.to_numpy() + before if column in words else values.to_numpy(zero_copy_only=False)
            own[end : end + len(values)] = numbers
        end += table.num_rows
    for column, parts in words.items():
        every, codes = pa.concat_arrays(parts).dictionary_encode(), data[column][:end]
        known = every.dictionary.to_pandas().astype("str").sort_values()
        place = known.index.argsort().astype("int32")[every.indices.to_numpy()]
        for at in range(0, end, STEP):  # numpy makes places twice as long
            codes[at : at + STEP] = place[codes[at : at + STEP]]
        data[column] = pd.Categorical.from_codes(codes, known)
    counts = {column: "Int64" for column in data if types[column] == "Int64"}
    return pd.DataFrame({column: own[:end] for column, own in data.items()}, copy=False).astype(counts)


@cache
def keep_memory() -> None:
    """Have glibc keep freed memory for what comes next: the system takes its time to clear what it gives.

    That is a tenth of an analysis, and a third of a lesson on a hundred thousand articles. Dask's nanny asks for the
    contrary by MALLOC_TRIM_THRESHOLD_; this overrules it in the worker.
    """
    if sys.platform == "linux":
        import ctypes

        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
        for parameter, value in ((-1, (1 << 31) - 1), (-3, LARGE)):  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD
            if mallopt is not None:
                mallopt(parameter, value)  # what is larger than 32 MB goes back when freed: its holes fill nothing


# --------------------------------------------------------------------------------------------------
# Write a table into a file, a folder of parts or another folder, and read it back.


KINDS = ("parquet", "csv")
DISARMED = "disarmed"


def copy(directory: Path, target: Path) -> None:
    """Put the tables of a folder into an empty one: as CSV to look at, or, where they are parts, as these parts.

    What was corrected and what could not be read is always CSV. Cells of CSV are disarmed (see helpers.phrases); the
    manifest of the new folder says so, and `load` takes it back.

    Args:
        directory: with the tables.
        target: the empty folder.
    """
    import pyarrow as pa

    for name in TABLES:
        path = directory / f"{name}.parquet"
        if path.is_dir() and name != "corrections":
            link(sorted(path.iterdir()), target / path.name)
        elif path.exists():
            table = pa.Table.from_pandas(load(directory, name), schema_of(name), preserve_index=False)
            write_csv(table.schema, [table], target / f"{name}.csv", disarm=True)
        elif (path := path.with_suffix(".csv")).exists():
            write_csv(schema_of(name), _batches(path, name, disarmed(directory)), target / path.name, disarm=True)
    ownership.describe(target, cells=DISARMED)


def disarmed(directory: Path) -> bool:
    """Tell whether the cells of the CSV files in a folder of tables are disarmed.

    Args:
        directory: the folder.

    Returns:
        True where its manifest says so.
    """
    return ownership.read(directory / ownership.MANIFEST).get("cells") == DISARMED


def load(
    directory: Path, name: str, articles: set[str] | None = None, only: Collection[str] = (),
    values: Mapping[str, str] | None = None, coded: bool = False, places: Any = None,
) -> pd.DataFrame:  # fmt: skip
    """Read one table back with its columns and dtypes; a table that was left out is empty.

    Args:
        directory: with the tables.
        name: one of `TABLES`.
        articles: ids of the articles to read, where rows belong to articles; None for all.
        only: the columns to read; all where none is named.
        values: {column: the value of the rows that are wanted}; None for all rows.
        coded: text as categories (see `Analysis.columns`).
        places: of the rows that are wanted, an array that ascends, whatever articles and values ask for; None for all.

    Returns:
        The rows.

    Raises:
        FileNotFoundError: the folder holds no analysis.
        KeyError: there is no such column.
        ValueError: as `whole` does.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq
    from pyarrow.dataset import dataset

    # Arrow's own allocator keeps what it read Parquet with: twice the memory of a table, and more time.
    pa.set_memory_pool(pa.system_memory_pool())
    keep_memory()
    if not any((directory / f"articles.{kind}").exists() for kind in KINDS):
        raise FileNotFoundError(f"{directory}: no analysis here; make one with `python -m helpers analyse`")
    if unknown := [column for column in (*only, *(values or {})) if column not in columns(name)]:
        raise KeyError(f"table {name}: no column {', '.join(unknown)}; there are {', '.join(columns(name))}")
    if not (path := directory / f"{name}.parquet").exists() and places is not None:
        return load(directory, name, only=only).iloc[places].reset_index(drop=True)
    asked = [pc.field(column) == value for column, value in (values or {}).items()]
    if articles is not None and "article_id" in columns(name):
        asked.append(pc.field("article_id").isin(pa.array(list(articles), pa.string())))
    rows = reduce(and_, asked) if asked else None
    if path.exists():
        found, wanted = dataset(path), {*(only or columns(name)), *(values or ())}
        there = [column for column in found.schema.names if column in wanted] or found.schema.names[:1]
        if articles is not None:  # a dataset passes over the parts that have none of them
            return to_frame(name, pq.read_table(path, columns=there, filters=rows), only)
        texts = [column for column in only if coded and columns(name)[column] == "str"]
        tables = _parts(found.files, there, texts, values or {}, places)
        if coded:
            return _coded(name, tables, found.count_rows(), only)
        return to_frame(name, pa.concat_tables([schema_of(name).empty_table().select(there), *tables]), only)
    parts = _batches(path, name, disarmed(directory)) if (path := path.with_suffix(".csv")).exists() else ()
    table = pa.concat_tables([schema_of(name).empty_table(), *parts])
    table = table if rows is None else table.filter(rows)
    return _coded(name, [table], table.num_rows, only) if coded else to_frame(name, table, only)


def _parts(files: Iterable[str], there: list[str], texts: list[str], values: Any, places: Any) -> Iterator[pa.Table]:
    """Yield what is asked of a table's parts, one after the other: Arrow's dataset takes longer over small files.

    Args:
        files: the parts. there: columns. texts: those that come coded. values: {column: that of the rows
            wanted}. places: of rows, an array that ascends; None for all.
    """
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    end = 0
    for file in files:
        with pq.ParquetFile(file, read_dictionary=texts, pre_buffer=False) as part:
            begin, end = end, end + part.metadata.num_rows
            if places is not None and not len(own := places[slice(*places.searchsorted((begin, end)))]):
                continue
            table = part.read(there, use_threads=False)
        for column, value in values.items():
            table = table.filter(pc.equal(table[column].cast("string"), value))
        yield table if places is None else table.take(own - begin)


def _batches(path: Path, name: str, disarmed: bool) -> Iterator[pa.Table]:
    """Yield a table that lies in a CSV file, so much of it at a time as memory holds."""
    import pyarrow as pa
    import pyarrow.csv

    convert = pa.csv.ConvertOptions(
        column_types=schema_of(name), strings_can_be_null=False, true_values=["True"], false_values=["False"]
    )
    parsing = pa.csv.ParseOptions(newlines_in_values=True)
    with pa.csv.open_csv(path, pa.csv.ReadOptions(block_size=1 << 28), parsing, convert) as reader:
        for batch in reader:
            table = whole(name, pa.Table.from_batches([batch])).select(schema_of(name).names)
            columns = [phrases.rearmed(column) if disarmed and pa.types.is_string(column.type) else column
                       for column in table.columns]  # fmt: skip
            yield pa.table(columns, schema=table.schema)


def link(parts: list[Path], folder: Path) -> None:
    """Make a folder of parts that takes no room of its own where the file system has hard links.

    Args:
        parts: files of Parquet, in order.
        folder: the new one.
    """
    folder.mkdir()
    for number, file in enumerate(parts):
        ownership.link(file, part(folder, number))


def part(folder: Path, number: int) -> Path:
    """Name a table's part.

    Args:
        folder: of the parts.
        number: from 0 on.

    Returns:
        Its path.
    """
    return folder / f"part-{number:06d}.parquet"


def write_file(table: pa.Table, path: Path, kind: str) -> None:
    """Write a whole table into one file.

    Args:
        table: its rows.
        path: of the file.
        kind: parquet or csv.
    """
    import pyarrow.parquet as pq

    if kind == "parquet":
        pq.write_table(table, path)
    else:
        write_csv(table.schema, [table], path)


def write_csv(schema: pa.Schema, tables: Iterable[pa.Table], path: Path, disarm: bool = False) -> None:
    """Write CSV: text in quotation marks, so that '' differs from nothing and line ends come back as they were.

    Args:
        schema: of the table's columns.
        tables: its parts, in order.
        path: of the file.
        disarm: for people to open in a spreadsheet; else every cell is exactly what the table holds.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv

    kinds = ((field.name, pa.string() if pa.types.is_boolean(field.type) else field.type) for field in schema)
    written = pa.schema(list(kinds))
    with pa.csv.CSVWriter(path, written) as writer:
        for table in tables:
            columns = [
                pc.if_else(column, "True", "False") if pa.types.is_boolean(column.type)
                else phrases.disarmed(column) if disarm and pa.types.is_string(column.type) else column
                for column in table.columns
            ]  # fmt: skip
            writer.write_table(pa.table(columns, schema=written))


# --------------------------------------------------------------------------------------------------
# Write the tables so that they open elsewhere: in Excel, as W3C Web Annotations, as spaCy `Doc`s; and read them back.
#
# Web Annotations (W3C Recommendation of 2017, JSON-LD): one annotation a row, its place given twice, by offsets
# in code points and by the words with those around them, so that it is found again in another copy of the text.
# spaCy: a `DocBin` with one `Doc` an article, one span group a table; tokens are cut wherever a row begins or
# ends, so that every span keeps its exact place.


CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of context on either side
SHOWN = {name: roles for name, roles in ROLES.items() if roles.label}  # tables whose rows say something of words
FILES = {"annotations": "annotations.jsonld", "spacy": "docs.spacy", "xlsx": "tables.xlsx"}


def export(analysis: Analysis, directory: Path | str, kind: str) -> Path:
    """Write all rows into a folder, in one file.

    Args:
        analysis: whose rows they are.
        directory: the folder.
        kind: annotations, spacy or xlsx.

    Returns:
        The path of the file.

    Raises:
        ValueError: another kind. Taken: a file of the reader's has that name.
    """
    if kind not in FILES:
        raise ValueError(f"no export {kind!r}; there are {', '.join(FILES)}")
    directory = Path(directory)
    beside_tables = bool(ownership.read(directory / ownership.OF_TABLES))
    with ownership.Folder(directory, ownership.OF_TABLES if beside_tables else ownership.MANIFEST) as folder:
        path = folder.work / FILES[kind]
        if kind == "spacy":
            from spacy.tokens import DocBin

            DocBin(docs=docs(analysis), store_user_data=True).to_disk(path)
        elif kind == "xlsx":
            workbook.write({name: getattr(analysis, name) for name in TABLES}, path)
        else:
            page = {"@context": CONTEXT, "id": "urn:helpers:annotations", "type": "AnnotationPage"}
            text = json.dumps(page | {"items": list(as_annotations(analysis))}, ensure_ascii=False, indent=1)
            path.write_text(text + "\n", encoding="utf-8", newline="\n")
        folder.put({path.name: path})
    return directory / FILES[kind]


# --------------------------------------------------------------------------- W3C Web Annotations


def as_annotations(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """Write rows as Web Annotations (W3C 2017).

    Args:
        analysis: whose rows they are.

    Yields:
        One, ready for JSON, for each row of each table that points at words.
    """
    articles = {row["article_id"]: row for row in analysis.articles.to_dict("records")}
    for table, roles in SHOWN.items():
        for number, row in enumerate(getattr(analysis, table).to_dict("records")):
            article = articles[row["article_id"]]
            text, start, end = article["text"], int(row["start"]), int(row["end"])
            name = f"{table}:{quote_id(row['article_id'])}:{row[roles.id]}:{number}"
            yield {
                "@context": CONTEXT,
                "id": f"urn:helpers:{name}",
                "type": "Annotation",
                "motivation": "classifying",
                "body": [
                    {"type": "TextualBody", "purpose": "classifying", "value": str(row[roles.label]) or "unknown"},
                    {"type": "TextualBody", "purpose": "describing", "format": "application/json",
                     "value": json.dumps({"table": table} | _plain(row), ensure_ascii=False, sort_keys=True)},
                ],
                "target": {
                    "source": article["url"] or f"urn:sha256:{article['sha256']}",
                    "selector": [
                        {"type": "TextPositionSelector", "start": start, "end": end},
                        {"type": "TextQuoteSelector", "exact": row[roles.words],
                         "prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]},
                    ],
                },
            }  # fmt: skip


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row in values that JSON knows; an absent one is null."""
    import pandas as pd

    cells = ((name, None if pd.isna(value) else value) for name, value in row.items())
    return {name: getattr(value, "item", lambda v=value: v)() for name, value in cells}


# --------------------------------------------------------------------------- spaCy


def docs(analysis: Analysis) -> Iterator[Doc]:
    """Write articles as Docs of spaCy.

    Args:
        analysis: whose articles they are.

    Yields:
        One an article: `doc.text` is its text, `doc.spans[table]` its rows, each span with its row's id and label;
        `doc.user_data` holds article_id and sha256.
    """
    import spacy
    from spacy.tokens import Doc, Span

    vocab = spacy.blank("en").vocab
    names = (*SHOWN, "tokens", "sentences")
    by_article = {name: dict(iter(getattr(analysis, name).groupby("article_id"))) for name in names}
    for article in analysis.articles.itertuples():
        own = {name: by_article[name].get(article.article_id) for name in by_article}
        spans = [
            (name, *_bare(article.text, row["start"], row["end"]), str(row[roles.label]), str(row[roles.id]))
            for name, roles in SHOWN.items() if (rows := own[name]) is not None for row in rows.to_dict("records")
        ]  # fmt: skip
        cuts = {offset for _, start, end, *_ in spans for offset in (start, end)}
        for table in ("tokens", "sentences"):
            if (rows := own[table]) is not None:
                cuts |= {*rows["start"].tolist(), *rows["end"].tolist()}
        words, spaces, starts, ends = _cut(article.text, cuts)
        begins = set() if (rows := own["sentences"]) is None else set(rows["start"])
        doc = Doc(vocab, words, spaces, sent_starts=[start in begins for start in starts])
        doc.user_data.update({"article_id": article.article_id, "sha256": article.sha256})
        first, last = ({offset: token for token, offset in enumerate(side)} for side in (starts, ends))
        for name in SHOWN:
            doc.spans[name] = [
                Span(doc, first[start], last[end] + 1, label=label or "unknown", span_id=row)
                for table, start, end, label, row in spans if table == name
            ]  # fmt: skip
        yield doc


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place without the white space around it: the part of a long sentence that a scorer read ends in some."""
    words = text[start:end].strip()
    first = text.index(words, start)
    return first, first + len(words)


def _cut(text: str, cuts: set[int]) -> tuple[list[str], list[bool], list[int], list[int]]:
    """Cut a text into spaCy's tokens: (words, whether a space follows, starts, ends)."""
    edges = sorted({0, len(text), *cuts})
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in pairwise(edges):
        piece = text[start:end]
        if piece.startswith(" ") and not piece.strip() and words and not spaces[-1] and ends[-1] == start:
            spaces[-1] = True  # spaCy keeps one space with the token before it
            start += 1
        if start < end:
            words.append(text[start:end])
            spaces.append(False)
            starts.append(start)
            ends.append(end)
    return words, spaces, starts, ends
