"""Requests and answers: what goes out, when, and what may come back."""
