"""A client for the account configuration of LivePerson Conversational Cloud.

It knows hosts, sign-in, revisions and the REST calls, and nothing of Pulumi.
"""
