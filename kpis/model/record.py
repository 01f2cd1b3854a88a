"""Frozen values whose classes cost next to nothing to make.

For each class `@dataclass(frozen=True)` writes the text of up to eight methods and compiles it: a
third of a thousandth of a second, every time a command starts. There are a hundred kinds of issue,
and most returns have none of them; a plan has seventeen kinds of values. So the methods of records
are written here, once for all.

A record is a dataclass all the same: `fields`, `replace` and `asdict` take it, and type checkers
know the fields it is made of.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from typing import Any, ClassVar, dataclass_transform


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Record:
    """Its subclasses are written as dataclasses are, without the decorator.

    They are made with their fields by name and then never change; two are equal where they are of
    one class and all their fields are equal.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    _names: ClassVar[tuple[str, ...]]  # of the fields, in their order
    _defaults: ClassVar[dict[str, Any]]  # of those that have one
    _factories: ClassVar[dict[str, Callable[[], Any]]]  # of those with a default made each time

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
        every = fields(cls)
        cls._names = tuple(each.name for each in every)
        cls._defaults = {each.name: each.default for each in every if each.default is not MISSING}
        cls._factories = {
            each.name: each.default_factory for each in every if each.default_factory is not MISSING
        }

    def __init__(self, **given: Any) -> None:
        made = {name: make() for name, make in self._factories.items() if name not in given}
        values = self._defaults | made | given
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
