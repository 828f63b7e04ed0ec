"""Adversarial examples: pictures changed so little that people see no difference, and networks do.

`recipe`    what an attack is, and what each method can do (light)
`run`       attack a photo, judge the written PNG files
`victim`    the network under attack, compiled once for each network
`goal`      what an attack wants
`judge`     what came of it, measured on decoded files
`problem`   what every method is given, and what it gives back
`lattice`   sign-gradient attacks inside a box of whole levels; `signs`: FGSM, PGD and relatives

Pixels are 0..255.  Every attack ends on the 8-bit lattice, so that saving a PNG loses nothing.
"""
