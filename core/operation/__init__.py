"""Seeing inside a running server: its pulse, its status, whether jobs can run."""
