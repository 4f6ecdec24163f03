"""The application: routers, ``/healthz``, ``/metrics`` and what stands before every one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from bot.adapters.web.guard import Guard
from bot.domain.errors import NotFound, PermanentError, TemporaryError
from bot.pipeline.ports import HealthCheck


def create_app(
    *,
    routers: Sequence[APIRouter],
    health: HealthCheck,
    metrics_text: Callable[[], tuple[bytes, str]],
    allowed_hosts: Sequence[str],
) -> FastAPI:
    """The application of these routers.

    ``allowed_hosts`` are the names (no port; ``*.example.org`` for sub-domains, ``*`` for any) a request may give as its
    Host: any other gets 400, so that a name rebound to this address by DNS reads nothing. ``metrics_text`` gives
    the exposition and its content type.
    """
    app = FastAPI(
        title="Dateline",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[
            Middleware(Guard),
            Middleware(
                TrustedHostMiddleware, allowed_hosts=[_as_host(name) for name in allowed_hosts], www_redirect=False
            ),
        ],
    )
    app.add_exception_handler(TemporaryError, _answer_temporary)
    app.add_exception_handler(PermanentError, _answer_permanent)
    app.include_router(_operator_routes(health, metrics_text))
    for router in routers:
        app.include_router(router)
    return app


def _as_host(name: str) -> str:
    """An IPv6 address stands in brackets in a Host header; an ``allowed_hosts`` entry may leave them out."""
    return f"[{name}]" if ":" in name and not name.startswith("[") else name


def _operator_routes(health: HealthCheck, metrics_text: Callable[[], tuple[bytes, str]]) -> APIRouter:
    router = APIRouter()

    @router.get("/healthz")
    async def healthz() -> JSONResponse:
        """What the health check says: 200 when it is ``ok``, else 503."""
        report = dict(await health())
        return JSONResponse(report, status_code=200 if report.get("ok") else 503, headers={"Cache-Control": "no-store"})

    @router.get("/metrics")
    async def metrics() -> Response:
        """The metrics, in the format that Prometheus scrapes."""
        body, content_type = metrics_text()
        return Response(body, headers={"Content-Type": content_type, "Cache-Control": "no-store"})

    return router


async def _answer_temporary(_request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, status_code=503, headers={"Retry-After": "1"})


async def _answer_permanent(_request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, status_code=404 if isinstance(error, NotFound) else 400)
