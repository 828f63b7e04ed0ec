"""Ways of learning under an equal budget: the plan, the presets, what came of them."""
