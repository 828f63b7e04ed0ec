"""What a learner moves beside a lesson: small sums in NumPy, quick enough for a slider (light)."""
