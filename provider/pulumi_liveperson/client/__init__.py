"""A client for the account configuration of LivePerson Conversational Cloud.

It contains hosts, sign-in, revisions and the REST calls, and does not depend on Pulumi.
"""
