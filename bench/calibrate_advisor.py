"""``python -m bench.calibrate_advisor``: train the development cases and fit the advisor's curve.

Writes `core.advise.model.CALIBRATION`: the fit, and every training that it rests on.  The cases
that ``python -m bench advisor`` reports take no part.
"""

from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from core.advise import cases, model, validate
from core.environment import describe as environment


def main() -> int:
    def say(event: dict[str, object]) -> None:
        print(f"{event['done']}/{event['total']}", file=sys.stderr, flush=True)

    found = validate.run(cases.DEVELOP, (), say)
    fit = model.fit(validate.rows(found))
    document = {"fit": fit.to_json(), "environment": environment(), "runs": found}
    model.CALIBRATION.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    print(json.dumps(fit.to_json(), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
