"""Seeing inside a network, and making images with it."""
