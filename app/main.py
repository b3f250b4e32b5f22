"""The application: plumbing hooked in, products registered."""

from __future__ import annotations

from apiflask import APIFlask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import health, metrics
from app.accounts import handlers as accounts
from app.accounts import registration_handlers as registration
from app.accounts import second_factor_handlers as second_factor
from app.accounts.keys import ensure_key
from app.accounts.passwords import warm_up
from app.accounts.sockets import socket_access
from app.accounts.tokens import register_tokens
from app.audit import handlers as audit
from app.config import Settings, settings, version
from app.console import handlers as console
from app.dashboard import handlers as dashboard
from app.db import limit_waits
from app.i18n import handlers as languages
from app.i18n import load_all
from app.jobs import handlers as jobs
from app.logs import configure_logs
from app.middleware import register_middleware
from app.notifications import handlers as notifications
from app.notifications.comments import tell_of_comment
from app.openapi import SPEC_PATH, register_document
from app.operations import handlers as operations
from app.operations.service import register as register_gauges
from app.problems import register_problems
from app.projects import content_handlers as content
from app.projects import handlers as projects
from app.projects import member_handlers as members
from app.projects import remote_handlers as remotes
from app.projects import talk_handlers as talk
from app.projects.comments import set_listener
from app.realtime import handlers as realtime
from app.rooms import register_rooms
from app.scripts import handlers as scripts
from app.scripts import plan_handlers as plans
from app.scripts import result_handlers as results
from app.scripts import variable_handlers as variables
from app.security import set_authenticator
from app.sky import handlers as sky
from app.telegram import handlers as telegram
from app.telegram import magic_handlers as magic_links

# With what else a request does, the answer that the database is away comes within two seconds.
DATABASE_WAIT_SECONDS = 1.7


def create_app(given: Settings | None = None) -> APIFlask:
    """The web application. It opens no connection and starts no thread by itself, so that a server may fork after it.

    `given` is for tests; every other process reads its settings from the environment.
    """
    chosen = given or settings()
    configure_logs("api")
    limit_waits(DATABASE_WAIT_SECONDS)
    app = APIFlask("app", title="LumaStack", version=version(), docs_path=None, spec_path=SPEC_PATH)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it
    register_problems(app)
    register_middleware(app, chosen)
    register_tokens(app, chosen)
    register_document(app)
    set_authenticator(app, accounts.authenticate)
    if chosen.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Werkzeug's documented way
            app.wsgi_app, x_for=chosen.proxies, x_proto=chosen.proxies, x_host=chosen.proxies
        )
    plumbing = (health, accounts, second_factor, registration, audit, jobs, languages, realtime, operations)
    product = (
        projects,
        content,
        remotes,
        members,
        talk,
        scripts,
        plans,
        results,
        variables,
        sky,
        telegram,
        magic_links,
        notifications,
        dashboard,
        console,
    )
    for area in (*plumbing, *product):
        app.register_blueprint(area.blueprint)
    register_rooms()
    metrics.add(register_gauges)
    set_listener(tell_of_comment)
    realtime.register_realtime(app, socket_access)
    load_all()
    warm_up()
    return app


def serve() -> APIFlask:
    """The web application for a server: as `create_app`, with the first signing key made where there is none."""
    ensure_key()
    return create_app()
