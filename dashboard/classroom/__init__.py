"""The app for a class: `python -m dashboard.classroom` (light)."""
