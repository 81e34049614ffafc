"""Requests and answers: the order and time of requests, retries, and the limits of answers."""
