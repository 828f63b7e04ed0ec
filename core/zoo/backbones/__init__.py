"""The networks of the zoo, a file each: `core.zoo.catalog` collects what they call ``BACKBONES``.

A file holds everything about its network: what cannot be counted (history, publications,
preprocessing, the names of its blocks), where its weights are, and how it is built.  Published
figures are those of Keras' table of applications (keras.io/api/applications); of SqueezeNet those
of its paper; of EfficientNet-Lite0 those of its makers' page, which gives no top-5 accuracy.
Networks that were trained on for another task have none.
"""
