"""Adversarial examples: pictures changed so little that people see no difference, and networks do.

`methods`   one file an attack: how it is made, what it is called, where its settings start
`analyses`  one file a question about an attack that was made, with its task
`recipe`    what an attack is; `norms`: in what its budget is counted; `goal`: what it wants
`run`       attack a photo, judge the written PNG files; `result`: what comes of it
`judge`     what came of it, measured on decoded files
`problem`   what every method is given, and what it gives back
`victim`    the network under attack, compiled once for each network (heavy, the others are light)
`lattice`   sign-gradient attacks inside a box of whole levels; `shorten`: the least whole change

Pixels are 0..255.  Every attack ends on the 8-bit lattice, so that saving a PNG loses nothing.
"""
