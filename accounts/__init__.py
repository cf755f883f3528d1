"""Who people are, what they may do, what they did and saw, and how they are told."""
