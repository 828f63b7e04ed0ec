"""Ideal images (activation maximisation): what would a network most like to see?

One axis of variation per module:

`recipe`      every choice, in one frozen object that round-trips to JSON (light)
`pictures`    arrays to text and back, the animation of the frames (light)
`drawing`     numbers -> image: raw pixels, Fourier coefficients with decorrelated colours
`views`       image -> what the network is shown in a step: moved, scaled, turned, cropped, noisy
`goals`       activations -> one number to raise: a class, a channel, a neuron, a whole boundary
`redirect`    a way in for channels that are silent at the start
`step`        one compiled step of Adam, made of the above
`making`      one image: its state, its curve, its frames
`loop`        the steps of one or of several, with progress and cancelling
`judge`       what every installed network says about the finished PNG

The tasks of a worker (`core/tasks.py`) are ``ideal`` (one image) and ``ideals`` (several at
once, the steps dealt out so that each has had the same time).

Payloads
    ideal    {"recipe": Ideal.to_json(), "photo": text}
    ideals   {"recipes": [Ideal.to_json(), ...], "photo": text, "seconds": number or null}

    ``photo`` is a PNG in base64 (`core.images.to_text`) of any size: needed where a recipe starts
    from "photo" (a photo, a doodle), left out otherwise.  ``seconds`` is the time that each image
    may take: whichever comes first, the time's end or the recipe's last step.

Events
    {"kind": "phase", "phase": "compile", "done": 0, "total": 1}
        the step is being built: under a second for Lite0, the first time in a worker
    {"kind": "frame", "number": 0, "step": 12, "steps": 256, "share": 0.05,
     "image": text, "objective": 3.2, "tv": 0.03, "probability": 0.41}
        the first one, the start itself (step 0, objective and tv null), before anything is built;
        then for each image about every half a second, the last one always.  ``number`` counts the
        recipes (0 in a job of one), ``share`` is how far the whole job is (0..1), ``image`` a JPEG
        in base64 of the size of the recipe, ``probability`` what the network itself says about
        this frame (null without a class).
    {"kind": "phase", "phase": "look", "done": i, "total": n}
        the finished images are being judged

Result of ``ideal``
    {"recipe": Ideal.to_json(), "png": text (PNG in base64), "steps": steps that were done,
     "stopped": whether it was cancelled before its last step or the end of its time,
     "frames": [{"step", "image", "probability"}, ...]  about 33, of steps 0 to the last; JPEG,
     "curve": [{"step", "objective", "tv", "probability"}, ...]  one for each step,
     "class": index or null, "probability", "logit": by the network itself, "tv": float,
     "judged_by": {network: {"probability", "rank"}}, "seconds": {"first_frame", "compile",
     "steps", "judge", "total"}, "environment": {...}}

    Everything from ``probability`` to ``judged_by`` is recomputed from the decoded PNG, each
    network looking at it in 8 bits as it looks at any photo; rank 1 is the network's first answer.
    The class is that of the class term with the largest weight; without one ``class``,
    ``probability``, ``logit`` are null and ``judged_by`` is empty.  In the curve the values are
    those of the step's own views (``probability`` of the views: with crops it goes up and down),
    of the parameters as they were before the step and not of their running mean.

Result of ``ideals``
    {"images": [a result as above for each recipe, its "seconds" being {"steps"} and without
     "environment"], "seconds": {as above, of all together}, "environment": {...}}

A cancelled job's partial result has the same form (``steps`` says how far it came); ``judged_by``
then holds the image's own network alone, because judging must not keep the learner waiting.
"""
