"""What changes while one looks: servers, their queues, their workers, what became of jobs."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.operation import pulse, status
from dashboard.kit import table
from dashboard.shell import gate
from dashboard.shell.language import N_, _, translate
from dashboard.shell.names import as_written

LOOK = 5.0  # seconds: as often as servers say something new
LANES = {"short": N_("Short questions"), "long": N_("Trainings and images")}


def section() -> None:
    st.fragment(_draw, run_every=LOOK)()


def _draw() -> None:
    if not gate.operates():
        st.rerun()
    servers = pulse.servers()
    if any(one["can_run"] for one in servers):
        st.success(_("Jobs can run."), icon=":material/check_circle:")
    elif servers:
        st.warning(
            _("Jobs cannot run: the workers are starting, or cannot be started."),
            icon=":material/hourglass_top:",
        )
    else:
        st.info(_("The server has not said anything of itself yet."), icon=":material/schedule:")
    for one in servers:
        _server(one, len(servers) > 1)
    _jobs(status.jobs())


def _server(said: dict[str, Any], named: bool) -> None:
    if named:
        st.header(as_written(f"{said['host']} · {said['server']}"), anchor=False)
    with st.container(key=f"wraps_tables_{said['server']}"):
        queue, workers = st.columns(2, gap="large")
    with queue:
        heads = (_("Queue"), _("At work"), _("Waiting"), _("Longest wait (s)"))
        table.ruled(heads, map(_lane, said["queue"]), "lrrr")
    with workers:
        all_of_them = [(_("Web process"), f"{said['memory_mb']['web']:,}", "–")]
        for one in said["workers"]:
            all_of_them.append((_worker(one), f"{one['memory_mb']:,}", _now(one)))
        table.ruled((_("Process"), _("Memory (MB)"), _("Now")), all_of_them, "lrl")
    if said["dashboard"]:
        st.link_button(_("Dask’s dashboard"), said["dashboard"], icon=":material/monitoring:")


def _lane(said: dict[str, Any]) -> tuple[str, ...]:
    title = LANES[said["lane"]]
    counts = (str(said["running"]), str(said["waiting"]))
    return (_(title), *counts, f"{said['oldest_wait_seconds']:.0f}")


def _worker(one: dict[str, Any]) -> str:
    title = LANES.get(one["name"])
    if title is not None:
        return _("Worker: {lane}", lane=_(title))
    return as_written(f"{one['host']} · {one['name']}")


def _now(one: dict[str, Any]) -> str:
    if one.get("differs"):
        return as_written(translate(one["differs"]))
    return _("at work") if one["works"] else _("idle")


def _jobs(rows: list[dict[str, Any]]) -> None:
    st.header(_("Jobs of the last hour"), anchor=False)
    if not rows:
        st.caption(_("None."))
        return
    heads = (
        _("Kind"),
        _("Jobs"),
        _("Failed"),
        _("Waited (s, median)"),
        _("Took (s, median)"),
    )
    shown = [
        (
            f"`{row['kind']}`",
            str(row["count"]),
            str(row["failed"]),
            f"{row['median_wait_seconds']:.1f}",
            f"{row['median_seconds']:.1f}",
        )
        for row in rows
    ]
    table.ruled(heads, shown, "lrrrr")
