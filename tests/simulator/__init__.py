"""What the simulator promises, tested at its HTTP border."""
