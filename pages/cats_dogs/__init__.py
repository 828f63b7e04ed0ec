"""The cats-and-dogs project: the chapter's two-stage programme, step by step."""
