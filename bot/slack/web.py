"""What citebot answers over HTTP: Slack's requests, the installation page, and the pages for whoever watches it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_bolt.oauth import OAuthFlow
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.slack.manifest import EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH
from bot.slack.signatures import Signatures

log = logging.getLogger(__name__)

MAX_BODY = 1_000_000  # bytes; Slack's largest payloads are some tens of thousands
BODY_SECONDS = 5.0  # for a body to arrive
_CERTIFICATE = b"ssl_check=1"  # now and then Slack looks at the certificate, without a signature, and expects 200

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class SlackDoor:
    """Where Slack's requests come in, in HTTP mode."""

    app: App
    signatures: Signatures


def build_web(ready: Callable[[], bool], door: SlackDoor | None = None, flow: OAuthFlow | None = None) -> Starlette:
    """Return the pages: /live, /ready and /metrics always, Slack's and the installation's if they are given."""

    async def show_ready(_: Request) -> Response:
        return PlainTextResponse("ready\n") if ready() else PlainTextResponse("not ready\n", 503)

    routes = [Route("/live", _show_live), Route("/ready", show_ready), Route("/metrics", _show_metrics)]
    if door is not None:
        routes += [Route(EVENTS_PATH, _events(door), methods=["POST"]), Route(EVENTS_PATH, _looked_at)]
    if flow is not None:
        routes.append(Route(INSTALL_PATH, _page(flow.handle_installation)))
        routes.append(Route(REDIRECT_PATH, _page(flow.handle_callback)))
    return Starlette(routes=routes)


async def _show_live(_: Request) -> Response:
    return PlainTextResponse("live\n")


async def _show_metrics(_: Request) -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _looked_at(request: Request) -> Response:
    if _CERTIFICATE in request.url.query.encode().split(b"&"):
        return Response()
    return PlainTextResponse("Slack posts here\n", 405, {"Allow": "POST"})


def _events(door: SlackDoor) -> Endpoint:
    async def answer(request: Request) -> Response:
        body = await _body(request)
        if isinstance(body, Response):
            return body
        if _CERTIFICATE in body.split(b"&") and not body.startswith(b"{"):  # JSON may quote an address that says so
            return Response()
        if not door.signatures.genuine(body, request.headers):
            return PlainTextResponse("not signed by Slack\n", 401)
        try:
            asked = to_bolt_request(request, body)
        except (ValueError, RecursionError, AttributeError, TypeError):  # Bolt reads it as an object of Slack's
            return PlainTextResponse("expected JSON or a form\n", 400)
        if asked.body.get("type") == "app_rate_limited":
            log.warning("Slack holds back events: more than 30,000 an hour")
            return Response()
        return to_starlette_response(await run_in_threadpool(door.app.dispatch, asked))

    return answer


async def _body(request: Request) -> bytes | Response:
    """Return a request's body, or what to say to one that is too large, too slow or broken off."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BODY:
                    return PlainTextResponse("too large\n", 413, {"Connection": "close"})
    except TimeoutError:
        return PlainTextResponse("too slow\n", 408, {"Connection": "close"})
    except ClientDisconnect:
        return Response(status_code=400)
    return bytes(body)


def _page(handle: Callable[[BoltRequest], BoltResponse]) -> Endpoint:
    async def show(request: Request) -> Response:
        return to_starlette_response(await run_in_threadpool(handle, to_bolt_request(request, b"")))

    return show
