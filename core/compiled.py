"""TensorFlow's compiler as a decorator that keeps a function's type (light until it is used)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def compiled(**options: Any) -> Callable[[F], F]:
    """`tf.function` with its options."""
    import tensorflow as tf

    return cast(Callable[[F], F], tf.function(**options))
