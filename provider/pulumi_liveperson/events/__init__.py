"""What an event of a special occasion is: its rules, and what it means in time."""
