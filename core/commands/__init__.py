"""The commands of ``python -m core``, one module each: `add` its options, `run` it."""
