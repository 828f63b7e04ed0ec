"""``python -m bench.calibrate_advisor``: train the development cases and fit the advisor's curve.

Writes `core.advise.model.CALIBRATION`: the fit, and every training that it rests on.  A case that
the file has already is not trained again, and a stop loses no training.  The cases that
``python -m bench advisor`` reports take no part.
"""

from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from bench import advisor
from bench.__main__ import say
from core.advise import cases, model, validate
from core.advise.case import Case
from core.environment import describe as environment


def main() -> int:
    before = json.loads(model.CALIBRATION.read_text("utf-8"))["runs"]
    known = {Case.from_json(run["case"]): run for run in before}
    log = advisor.log("develop")
    wanted = tuple(case for case in cases.DEVELOP if case not in known)
    made = validate.run(cases.asked(wanted), log, advisor.told(say))
    known |= {Case.from_json(run["case"]): run for run in made}
    runs = [known[case] for case in cases.DEVELOP]
    fit = model.fit(validate.rows(runs))
    document = {"fit": fit.to_json(), "environment": environment(), "runs": runs}
    model.CALIBRATION.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    log.unlink(missing_ok=True)
    print(json.dumps(fit.to_json(), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
