"""What training changed inside a network: a panel that any page can show for a recipe."""
