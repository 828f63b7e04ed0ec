"""A trained classifier taken home: ONNX, LiteRT, and a page that runs in any browser."""
