"""The shell around the pages: navigation, language, theme, services, shared widgets."""
