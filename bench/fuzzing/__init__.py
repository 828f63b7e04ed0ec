"""What `bench/fuzz.py` runs; imports nothing, so that a target begins with nothing imported."""
