"""How long tests wait for what will come: a busy machine with two cores is slow, not wrong."""

PATIENCE = 400  # seconds; who succeeds does not wait so long
