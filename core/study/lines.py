"""The lines by which an exported network is asked about a photo, without the Lab (light).

They are shown on the page, in the report and in the notebook.  `READ` reads a picture as
`core.images.decode` does: what is fed otherwise is answered otherwise.
"""

from __future__ import annotations

READ = """import io

import numpy as np
from PIL import Image, ImageCms, ImageOps


def read(path):
    with Image.open(path) as file:
        photo = ImageOps.exif_transpose(file)
    profile, alpha = photo.info.get("icc_profile"), photo.convert("RGBA").getchannel("A")
    if photo.mode.startswith("I"):
        grey = np.asarray(photo).astype(int)
        bits = next(n for n in (8, 10, 12, 16) if grey.max() < 2**n)
        photo = Image.fromarray((grey >> (bits - 8)).astype(np.uint8))
    if profile:
        colours = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = {"GRAY": "L", "CMYK": "CMYK"}.get(colours.profile.xcolor_space.strip(), "RGB")
        srgb = ImageCms.createProfile("sRGB")
        photo = ImageCms.profileToProfile(photo.convert(mode), colours, srgb, outputMode="RGB")
    white = Image.new("RGB", photo.size, "white")
    return np.array(Image.composite(photo.convert("RGB"), white, alpha))
"""

ASK = """
import keras

model = keras.saving.load_model("best.keras")
print(model(read("photo.jpg")[None]))
"""

LINES = READ + "\n" + ASK
