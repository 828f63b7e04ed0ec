"""What programs import that learners saved before the library had its name."""

from core.datasets.library import load

__all__ = ["load"]
