"""TensorFlow's compiler as a decorator that keeps a function's type (heavy)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import tensorflow as tf

F = TypeVar("F", bound=Callable[..., Any])


def compiled(**options: Any) -> Callable[[F], F]:
    """`tf.function` with its options."""
    return cast(Callable[[F], F], tf.function(**options))
