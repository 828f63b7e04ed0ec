"""Ideal images (activation maximisation): what would a network most like to see?

One axis of variation per module:

`recipe`      every choice, in one frozen object that round-trips to JSON (light)
`result`      what comes of it: events, frames, curve, verdict (light)
`pictures`    arrays to text and back, the animation of the frames (light)
`drawing`     numbers -> image: raw pixels, Fourier coefficients with decorrelated colours
`views`       image -> what the network is shown in a step: moved, scaled, turned, cropped, noisy
`goals`       activations -> one number to raise: a class, a channel, a neuron, a whole boundary
`redirect`    a way in for channels that are silent at the start
`step`        one compiled step of Adam, made of the above
`making`      one image: its state, its curve, its frames
`loop`        the steps of one or of several, with progress and cancelling; the tasks
`judge`       what every installed network says about the finished PNG
"""
