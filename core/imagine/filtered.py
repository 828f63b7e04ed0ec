"""What one kernel of a first layer leaves of a photo (light)."""

from __future__ import annotations

import numpy as np


def filtered(view: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """A view uint8 [h, w, 3] convolved with a kernel drawn as uint8 [k, k, 3], mid-grey being zero.

    Stride 1 and no padding: float32 [h-k+1, w-k+1], negative answers set to zero as ReLU does,
    the largest 1.  The layer's own bias and normalisation are left out.
    """
    weights = kernel.astype(np.float32) - 127.5
    weights[np.abs(weights) <= 0.5] = 0  # mid-grey lies between two of the 256 steps
    side = len(kernel)
    height, width = (length - side + 1 for length in view.shape[:2])
    pixels = view.astype(np.float32) / 255
    out = np.zeros((height, width), np.float32)
    for row in range(side):
        for column in range(side):
            out += pixels[row : row + height, column : column + width] @ weights[row, column]
    out = np.maximum(out, 0)
    return out / out.max() if out.max() > 0 else out
