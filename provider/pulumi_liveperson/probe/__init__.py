"""Finds out how a real account answers, where LivePerson's pages say nothing or contradict each other.

An `Experiment` sends requests through a `Session`, which only touches objects that it has made, and yields an
`Observation` for each of its questions.
"""
