"""Runs the contract tests that are marked `account` against a real account: `make account-test`.

Each test works in a namespace of its own: all names in its requests get a prefix with the mark of
`liveperson probe`, and the answers show only the objects with this prefix, without it. So the tests are the
same as on the simulator, and cannot write what they have not made.
"""
