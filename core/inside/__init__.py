"""What a training changed inside a network: weights, features, where it looks."""
