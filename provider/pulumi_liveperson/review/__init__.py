"""What a change means, in words for the people who review it; no command."""
