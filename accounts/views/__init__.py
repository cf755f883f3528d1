"""The pages of accounts: home, the demonstration's door, governance, administration."""
