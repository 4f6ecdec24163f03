"""A text as the bytes that the database holds of it: of many texts that are only looked at, decoding is most of the cost."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, LargeBinary
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Utf8(FunctionElement[bytes]):
    """The UTF-8 of a column of text."""

    type = LargeBinary()
    inherit_cache = True

    def __init__(self, text: ColumnElement[str]) -> None:
        super().__init__(text)


@compiles(Utf8, "sqlite")
def _on_sqlite(element: Utf8, compiler: SQLCompiler, **options: Any) -> str:
    # Its databases are in UTF-8, as they are made here, and a cast to bytes copies what is there.
    return f"CAST({compiler.process(element.clauses, **options)} AS BLOB)"


@compiles(Utf8, "postgresql")
def _on_postgresql(element: Utf8, compiler: SQLCompiler, **options: Any) -> str:
    return f"convert_to({compiler.process(element.clauses, **options)}, 'UTF8')"
