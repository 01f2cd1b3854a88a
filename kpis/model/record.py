"""Frozen values whose classes cost next to nothing to make.

For each class `@dataclass(frozen=True)` writes the text of up to eight methods and compiles it: a
third of a thousandth of a second, every time a command starts. There are a hundred kinds of issue,
and most returns have none of them. So the methods of records are written here, once for all.

A record is a dataclass all the same: `fields`, `replace` and `asdict` take it, and type checkers
know the fields it is made of.
"""

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields
from typing import Any, ClassVar, dataclass_transform


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record:
    """Its subclasses are written as dataclasses are, without the decorator.

    They are made with their fields by name and then never change; two are equal where they are of
    one class and all their fields are equal.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    _names: ClassVar[tuple[str, ...]]  # of the fields, in their order
    _defaults: ClassVar[dict[str, Any]]  # of those that have one

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
        cls._names = tuple(field.name for field in fields(cls))
        cls._defaults = {
            field.name: field.default for field in fields(cls) if field.default is not MISSING
        }

    def __init__(self, **given: Any) -> None:
        values = self._defaults | given
        if values.keys() != set(self._names):
            wrong = ", ".join(sorted(values.keys() ^ set(self._names)))
            raise TypeError(f"{type(self).__name__} is not given, or does not have: {wrong}")
        vars(self).update(values)

    def __eq__(self, other: object) -> bool:
        return vars(self) == vars(other) if type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), *map(vars(self).get, self._names)))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={vars(self)[name]!r}" for name in self._names)
        return f"{type(self).__name__}({shown})"

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")
