"""The register: people, entries, ratings, consent, stays, deadlines, recommendations, notes."""
