"""Whether LivePerson refuses a write because of other objects, which it does not publish, so it is learnt."""

from enum import Enum


class Strictness(Enum):
    """What LivePerson compares with If-Match, as far as this process knows."""

    UNKNOWN = "not learnt yet"
    STRICT = "any change of the collection refuses a write"
    MILD = "only a change of a written object refuses a write"
    UNCLEAR = "our own writes may have moved the refused object, so neither is proven"

    @property
    def wants_the_newest(self) -> bool:
        """Whether a write is safe only at the newest revision."""
        return self in {Strictness.STRICT, Strictness.UNCLEAR}

    def after_acceptance(self, *, at_newest: bool) -> "Strictness":
        """Return what is known when a write was accepted; an older revision shows a mild server."""
        return self if at_newest or self is not Strictness.UNKNOWN else Strictness.MILD

    def after_refusal(self, *, may_be_ours: bool) -> "Strictness":
        """Return what is known when unchanged objects were refused, and nobody else has written meanwhile.

        A mild server may have done that, too, where writes of this process may have changed them.
        """
        return Strictness.UNCLEAR if may_be_ours else Strictness.STRICT
