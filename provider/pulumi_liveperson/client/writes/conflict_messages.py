"""Messages about objects that differ from what the caller knows, or whose content is not known."""

from collections.abc import Collection, Iterable, Mapping

from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.message_parts import (
    HIDDEN,
    OVERWRITE,
    TARGET,
    declared_name,
    differing,
    import_command,
    lower_first,
    named,
    other_object,
    shown_content,
    without_cleared,
)


def changed_message(
    kind: Kind,
    id_: str,
    fields: Collection[str],
    *,
    base: Wire,
    live: Wire,
    desired: Wire | None,
    newly_managed: Collection[str] = (),
    targets: Mapping[str, str] | None = None,
) -> str:
    """Report the fields that another person changed, with the state's, the live and the declared value.

    The state does not contain the fields that the resource did not manage until now. `targets` are the names
    of the objects to which ids refer.
    """
    before, now = shown_content(kind, base), without_cleared(kind, kind.keep_spelling(base, live))
    wanted = shown_content(kind, desired) if desired is not None else {}
    lines = []
    for name in fields:
        old, new, asked_for = (each.get(name) for each in (before, now, wanted))
        knew, holds = differing(old, new)
        asked = "deletion" if desired is None else differing(old, asked_for)[1]
        if targets and name in kind.references:
            knew, holds, asked = (
                f"{text} ({targets[value]})" if isinstance(value, str) and value in targets else text
                for text, value in ((knew, old), (holds, new), (asked, asked_for))
            )
        stored = "not managed until now" if name in newly_managed else f"the state has {knew}"
        values = f"{stored}, LivePerson has {holds}, requested: {asked}"
        lines.append(f"  {name}: {HIDDEN if kind.hidden_fields.hides(name) else values}")
    known = live if kind.part_of else base
    if all(name in newly_managed for name in fields):
        title = f"{named(kind, id_, known)} already has other values in fields that become managed now:"
        is_new = kind.part_of is not None and desired is not None and len(newly_managed) == len(desired)
        or_import = f", or import the current hours: {import_command(kind.type_name, id_)}" if is_new else ""
        solution = (
            "Nothing was written. To keep a value, declare it in the program, or leave the field out"
            f"{or_import}. Then run `pulumi up`. {OVERWRITE}"
        )
        return "\n".join([title, *lines, solution])
    title = f"{named(kind, id_, known)} was changed in LivePerson since Pulumi last saw it:"
    solution = (
        f"Nothing was written. Copy the change into the state: `pulumi refresh {TARGET}`, and look at "
        "`pulumi preview --diff`. To keep the change, write it into the program. Then run `pulumi up`. "
        f"{OVERWRITE}"
    )
    return "\n".join([title, *lines, solution])


def default_message(kind: Kind, holder: Wire, desired: Wire) -> str:
    """Report that another person made another object the default."""
    own = declared_name(kind, desired, "this resource")
    return (
        f"{other_object(kind, holder)} was made the default in LivePerson since Pulumi last saw it, and "
        f"{own} would take the default from it. Nothing was written. Copy the change into the state: "
        f"`pulumi refresh`, and look at `pulumi preview --diff`. Then run `pulumi up`. {OVERWRITE}"
    )


def default_overwritten_message(kind: Kind, holder: Wire) -> str:
    """Report which object loses the default because of `overwrite`."""
    other = other_object(kind, holder)
    return f'{other} was made the default in LivePerson, and on_conflict="overwrite" removed it.'


def overwritten_message(kind: Kind, id_: str, fields: Iterable[str], *, base: Wire, live: Wire) -> str:
    """Report the change by another person that is overwritten because of `overwrite`."""
    before, now = shown_content(kind, base), without_cleared(kind, kind.keep_spelling(base, live))
    changes = []
    for name in fields:
        knew, holds = differing(before.get(name), now.get(name))
        values = f": {holds}, the state has {knew}"
        changes.append(f"{name}{' (secret, or was secret)' if kind.hidden_fields.hides(name) else values}")
    values = "; ".join(changes)
    known = live if kind.part_of else base
    return f"{named(kind, id_, known)} was overwritten, including a change made in LivePerson: {values}"


def order_message(kind: Kind, out_of_order: Iterable[Wire]) -> str:
    """Report unchanged objects that are not in the order of the state."""
    several = ", ".join(named(kind, str(each["id"]), each).removeprefix("The ") for each in out_of_order)
    return (
        f"The order of the {kind.noun}s differs from the state: another person has moved {several} in "
        "LivePerson, or an update ended early. The order was not changed. Copy it into the state: "
        "`pulumi refresh`, and look at `pulumi preview --diff`. Then run `pulumi up`."
    )


def put_back_message(kind: Kind, id_: str, live: Wire) -> str:
    """Report that an unchanged object was moved back, because it was not in the declared order."""
    return f"{named(kind, id_, live)} was not in the declared order, and was moved back."


def deleted_message(kind: Kind, id_: str, base: Wire) -> str:
    """Report that the object of an update is deleted."""
    return (
        f"{named(kind, id_, base)} was deleted in LivePerson since Pulumi last saw it. Nothing was written. "
        f"Run `pulumi refresh {TARGET}`, and then `pulumi up` creates it again."
    )


def ignored_message(kind: Kind, id_: str, fields: Iterable[str], *, live: Wire, desired: Wire) -> str:
    """Report the fields that LivePerson did not write although it accepted the request."""
    now, wanted = shown_content(kind, live), shown_content(kind, desired)
    lines = []
    for name in fields:
        holds, asked = differing(now.get(name), wanted.get(name))
        values = f"LivePerson has {holds}, requested: {asked}"
        lines.append(f"  {name}: {HIDDEN if kind.hidden_fields.hides(name) else values}")
    title = f"LivePerson accepted a write of {lower_first(named(kind, id_, live))}, but ignored some fields:"
    return "\n".join([title, *lines, kind.ignored_hint])


def vanished_message(kind: Kind, id_: str, base: Wire) -> str:
    """Report that the object of which a resource manages a part does not exist any more."""
    return (
        f"{named(kind, id_, base)} was deleted in LivePerson. Nothing was written. Remove the resource from "
        f"the program, or declare another {kind.noun}. If a new {kind.noun} has the name: "
        f"`pulumi refresh {TARGET}`, and then `pulumi up` gives it the hours."
    )


def uncertain_create_message(kind: Kind, desired: Wire, answer: str) -> str:
    """Report that a create may have taken effect, but no list shows it."""
    return (
        f"{named(kind, None, desired)} may have been created, but no list shows whether it was: {answer} "
        "Run `pulumi up` again; it reads the list again."
    )


def unknown_default_message(kind: Kind, answer: str) -> str:
    """Report that an object was not made the default, because no list shows the current default."""
    return (
        f"No list shows which {kind.noun} is the default now, so the default was not changed: {answer} "
        "Run `pulumi up` again; it reads the list again."
    )


def unknown_existence_message(kind: Kind, id_: str) -> str:
    """Report that it is unknown whether an object exists, because the 404 may not be LivePerson's."""
    return (
        f"So it is not known whether the {kind.noun} {id_} still exists, and nothing was written. "
        "Check the proxy settings (HTTPS_PROXY, NO_PROXY) and liveperson:accountId. If you are sure that it "
        "is deleted, remove it from the state: `pulumi state delete <urn>`."
    )
