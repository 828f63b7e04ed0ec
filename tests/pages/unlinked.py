"""What a page says, without the links of its terms to the glossary."""

import re

LINK = re.compile(r"\[([^\]]+)\]\(glossary\?[^)]*\)")


def unlinked(app):
    return LINK.sub(r"\1", " ".join(element.value for element in app.markdown))
