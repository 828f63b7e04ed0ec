"""The page “Glossary”: every term in both languages, with the parts of lessons that use it."""
