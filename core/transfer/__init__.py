"""The transfer engine: a recipe goes in, a result comes out."""
