"""The loops of the ideal and of the adversarial image as short programs of plain Keras.

`ideal`, `attack`   write the program of a recipe (light)
`program`           what a program is, and its notebook (light)
`compare`           runs a program by itself and compares its picture with ours (heavy)

Beside a program lies ``network.keras``: the whole classifier, its preprocessing inside.
"""
