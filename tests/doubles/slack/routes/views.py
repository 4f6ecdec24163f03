"""views.open, push, update and publish."""

from __future__ import annotations

from tests.doubles.slack.asking.bodies import checked_body
from tests.doubles.slack.asking.views import View, view_json
from tests.doubles.slack.backend import Backend
from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Json, Refusal, missing_argument
from tests.doubles.slack.routes.route import Method, Page


def views_open(backend: Backend, call: Call) -> Json:
    """A modal with a trigger id that is younger than three seconds and was not used."""
    return opened(backend, call, push=False)


def views_push(backend: Backend, call: Call) -> Json:
    """A modal on top of the one in which the trigger's button was pressed."""
    return opened(backend, call, push=True)


def opened(backend: Backend, call: Call, *, push: bool) -> Json:
    trigger_id = call.text("trigger_id") or call.text("interactivity_pointer")
    if not trigger_id:
        raise missing_argument("trigger_id")
    asked = backend.deliveries.triggers.check(trigger_id, call.team, backend.clock.now())
    try:
        body = checked_body(backend, call.team, view_of(call), "modal")
        views = backend.deliveries.views
        make = views.push if push else views.open
        view = make(backend, asked.workspace, asked.user, body, channel=asked.channel)
    except Refusal as refusal:
        asked.refusals.append(refusal.error)
        raise
    backend.deliveries.triggers.use_up(trigger_id)
    asked.opened_views.append(view)
    return told(backend, view)


def views_update(backend: Backend, call: Call) -> Json:
    """By the view's id, or the external id that the app gave it."""
    view = known(backend, call)
    body = checked_body(backend, call.team, view_of(call), view.kind)
    backend.deliveries.views.update(view, body, call.text("hash") or None)
    for asked in backend.deliveries.asked:
        if asked.within is view or view in asked.opened_views:
            asked.opened_views.append(view)
    return told(backend, view)


def known(backend: Backend, call: Call) -> View:
    views = backend.deliveries.views
    if view_id := call.text("view_id"):
        view = views.by_id.get(view_id)
    elif external_id := call.text("external_id"):
        view = views.find_external(call.team, external_id)
    else:
        raise missing_argument("view_id")
    if view is None or view.workspace is not call.team:
        raise Refusal("not_found")
    return view


def views_publish(backend: Backend, call: Call) -> Json:
    """A person's Home; with ``hash`` only if it is still the one that the app knows."""
    user = backend.store.user(call.team, call.required("user_id"))
    body = checked_body(backend, call.team, view_of(call), "home")
    views = backend.deliveries.views
    known_hash, home = call.text("hash"), views.homes.get((call.team.id, user.id))
    if known_hash and (home is None or home.hash != known_hash):
        raise Refusal("hash_conflict")
    return told(backend, views.publish(backend, call.team, user, body))


def told(backend: Backend, view: View) -> Json:
    return {"view": view_json(backend, view)}


def view_of(call: Call) -> object:
    view = call.json("view")
    if view is None:
        raise missing_argument("view")
    return view


METHODS: tuple[Method, ...] = (
    Method("views.open", views_open, tier=4),
    Method("views.push", views_push, tier=4),
    Method("views.update", views_update, tier=4),
    Method("views.publish", views_publish, tier=4),
)
PAGES: tuple[Page, ...] = ()
