"""What every handler shares: input and output models, pages with cursors, answers to work that takes time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

import orjson
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import Select, and_, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.crypto import seal, unseal
from app.errors import AppError

Item = TypeVar("Item")


def rfc3339(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC with `Z`, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Moment = Annotated[datetime, PlainSerializer(rfc3339, return_type=str, when_used="json")]
"""A moment in an answer."""


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("out_of_range", "Beyond the calendar.") from None


AskedMoment = Annotated[datetime, Field(strict=False), AfterValidator(_in_utc)]
"""A moment in a request, as RFC 3339 text; in UTC, as databases take fewer zones than the standard has."""

AskedId = Annotated[UUID, Field(strict=False)]
"""An identifier in a request body."""

Name = Annotated[str, Field(min_length=1, max_length=200)]


def _refuse_nul(value: Any) -> None:
    if isinstance(value, str):
        if "\0" in value:
            raise PydanticCustomError("nul", "A NUL character is not allowed.")
        if any(0xD800 <= ord(character) <= 0xDFFF for character in value):
            raise PydanticCustomError("invalid", "Not valid Unicode.")
    elif isinstance(value, dict):
        for name, inner in value.items():
            _refuse_nul(name)
            _refuse_nul(inner)
    elif isinstance(value, list):
        for inner in value:
            _refuse_nul(inner)


class Input(BaseModel):
    """A JSON body: unknown fields, wrong types (with no conversion) and NUL characters are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _no_nul(cls, data: Any) -> Any:
        _refuse_nul(data)
        return data


class Query(Input):
    """The parameters of an address: the same, with text converted to the type asked for."""

    model_config = ConfigDict(extra="forbid", strict=False, frozen=True)


class Output(BaseModel):
    """An answer, made from a row or from keywords. Moments are written as RFC 3339 with `Z`."""

    model_config = ConfigDict(from_attributes=True)

    def dump(self) -> dict[str, Any]:
        """The answer as plain JSON values."""
        return self.model_dump(mode="json")


class PageQuery(Query):
    """The parameters of every list."""

    limit: int = Field(default=50, ge=1, le=200)
    cursor: str | None = Field(default=None, max_length=2000)

    def fingerprint(self) -> str:
        """What the filters are, so that a cursor is used only with those it was made for."""
        filters = self.model_dump(mode="json", exclude={"limit", "cursor"})
        return hashlib.sha256(orjson.dumps([type(self).__name__, filters])).hexdigest()[:12]


class Page(Output, Generic[Item]):
    """One page of a list; `next_cursor` is null on the last."""

    items: list[Item]
    next_cursor: str | None


def encode_cursor(query: PageQuery, values: Sequence[Any]) -> str:
    """An opaque cursor that carries the sort key of the last row shown, sealed."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return seal("cursor", orjson.dumps([query.fingerprint(), plain], default=str))


def decode_cursor(query: PageQuery) -> list[Any] | None:
    """The sort key in the query's cursor, None without one; raises AppError `bad_cursor` for any other text."""
    if query.cursor is None:
        return None
    payload = unseal("cursor", query.cursor)
    if payload is None:
        raise AppError("bad_cursor")
    fingerprint, values = orjson.loads(payload)
    if fingerprint != query.fingerprint():
        raise AppError("bad_cursor")
    return list(values)


Direction = Literal["asc", "desc"]
Keys = Sequence[tuple[InstrumentedAttribute[Any], Direction]]


def page(session: Session, select: Select[Any], keys: Keys, query: PageQuery) -> tuple[list[Any], str | None]:
    """One page of `select`, sorted by `keys`, which together must be unique, and the cursor of the next.

    `keys` are columns of the selected entity, not null. Rows are found by their sort key, not by counting, so a page
    costs the same however far it is.
    """
    position = decode_cursor(query)
    if position is not None:
        alternatives = []
        for index, (column, direction) in enumerate(keys):
            before = [keys[i][0] == _typed(keys[i][0], position[i]) for i in range(index)]
            value = _typed(column, position[index])
            alternatives.append(and_(*before, column < value if direction == "desc" else column > value))
        select = select.where(or_(*alternatives))
    select = select.order_by(*(column.desc() if way == "desc" else column.asc() for column, way in keys))
    rows = list(session.scalars(select.limit(query.limit + 1)))
    if len(rows) <= query.limit:
        return rows, None
    rows = rows[: query.limit]
    return rows, encode_cursor(query, [getattr(rows[-1], column.key) for column, _ in keys])


def _typed(column: InstrumentedAttribute[Any], value: Any) -> Any:
    python_type = column.type.python_type
    if python_type is datetime:
        return datetime.fromisoformat(value)
    return UUID(value) if python_type is UUID else value


def accepted(answer: dict[str, Any], location: str) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The answer to work that takes time: 202 with its resource and where to follow it."""
    return answer, 202, {"Location": location}


def created(answer: Any, location: str) -> tuple[Any, int, dict[str, str]]:
    """The answer to a creation: 201 with the new resource and its address."""
    return answer, 201, {"Location": location}
