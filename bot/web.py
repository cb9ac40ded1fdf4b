"""The one web application: chat API, advisor API, console, widget, demo page, health."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.responses import HTMLResponse

from bot.console import api as advisor_api
from bot.console import app as console
from bot.gateway import chat, health, own_data, problems
from bot.gateway.access import Access
from bot.gateway.bodies import BodyLimit
from bot.gateway.channels import router as channel_doors
from bot.gateway.channels.courier import Courier
from bot.gateway.channels.setup import configured
from bot.gateway.chatwoot import door as chatwoot_door
from bot.gateway.chatwoot.carrier import InboxCarrier
from bot.gateway.connections import Bounds
from bot.gateway.dispatcher import Dispatcher, Patience
from bot.gateway.engine import Engine
from bot.gateway.headers import SecurityHeaders
from bot.gateway.herald import Herald
from bot.gateway.origins import Origins
from bot.gateway.postman import Postman
from bot.gateway.rate_limits import Limits, Rates
from bot.gateway.stream import Streams
from bot.gateway.watch import Watch
from bot.gateway.webhook_carrier import WebhookCarrier
from bot.services import logs
from bot.services.app import App, open_app
from bot.services.secrets import secret
from bot.settings import Settings, load_settings

_WIDGET = Path(__file__).parent / "widget"
_STOP_SECONDS = 5


def create(app: App, *, patience: Patience | None = None, rates: Rates | None = None) -> FastAPI:
    """Compose the web application over open services; its lifespan runs the dispatcher."""
    settings = app.settings
    engine = Engine(settings.engine_url, secret(settings, "engine"))
    channels = configured(settings)
    courier = Courier(app, channels)
    dispatcher = Dispatcher(app, engine, patience=patience, courier=courier)
    postman = Postman(app)
    carrier = WebhookCarrier(app)
    watch = Watch(app)
    inbox = InboxCarrier(app)
    herald = Herald(app, channels)
    streams = Streams()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await dispatcher.start()
        await postman.start()
        await courier.start()
        await carrier.start()
        await watch.start()
        await inbox.start()
        await herald.start()
        try:
            yield
        finally:
            streams.close()
            await herald.stop()
            await watch.stop()
            await inbox.stop()
            await carrier.stop()
            await courier.stop()
            await postman.stop()
            await dispatcher.stop()
            await engine.close()

    web = FastAPI(
        title="Zhiyin",
        version="0.1.0",
        summary="Chat API for clients, and API for advisors, of the Zhiyin advisory assistant.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    web.state.streams = streams
    problems.install(web)
    access = Access(app, Limits(rates))
    web.include_router(chat.router(app, dispatcher, access, streams), prefix="/api/chat")
    web.include_router(own_data.router(app, access), prefix="/api/chat")
    web.include_router(advisor_api.router(app), prefix="/api/advisor")
    web.include_router(console.router(app), prefix="/console", include_in_schema=False)
    web.include_router(channel_doors.router(app, channels, access), prefix="/channels")
    web.include_router(chatwoot_door.router(app, access), prefix="/inboxes")
    web.include_router(health.router(app, engine))
    _serve_files(web, settings)
    # the last one added is the outermost
    web.add_middleware(BodyLimit)
    web.add_middleware(Origins, settings=settings)
    web.add_middleware(SecurityHeaders, https=(settings.public_url or "").startswith("https://"))
    web.add_middleware(problems.ClosedErrors)
    return web


def _serve_files(web: FastAPI, settings: Settings) -> None:
    web.mount("/widget", StaticFiles(directory=_WIDGET / "dist", check_dir=False), name="widget")
    web.mount("/demo", StaticFiles(directory=_WIDGET / "demo", check_dir=False), name="demo")

    page = demo_page(settings)

    @web.get("/", include_in_schema=False)
    async def demo() -> HTMLResponse:
        return HTMLResponse(page, headers={"Cache-Control": "no-cache"})


def demo_page(settings: Settings) -> str:
    """The demonstration page under the institution's own names, which may hold any character."""
    own = {"示范银行": settings.institution_zh, "Sample Bank": settings.institution_en}
    page = (_WIDGET / "demo" / "index.html").read_text(encoding="utf-8")
    return re.sub("|".join(own), lambda found: html.escape(own[found[0]]), page)


class Server(uvicorn.Server):
    """A uvicorn server that lets open event streams end when it is asked to stop."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Close the streams first: a graceful stop waits for every open answer."""
        streams = getattr(getattr(self.config.app, "state", None), "streams", None)
        if streams is not None:
            streams.close()
        super().handle_exit(sig, frame)


def server(app: App, *, patience: Patience | None = None, rates: Rates | None = None) -> Server:
    """A server for `app` on the host and port of its settings, not yet running."""
    settings = app.settings
    bounds = Bounds(behind_proxy=settings.public_url is not None)
    return Server(
        uvicorn.Config(
            create(app, patience=patience, rates=rates),
            host=settings.host,
            port=settings.port,
            http=bounds.protocol(),
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=True,
            # behind a reverse proxy on this machine its word about the client's address counts
            proxy_headers=settings.public_url is not None,
            timeout_graceful_shutdown=_STOP_SECONDS,
            h11_max_incomplete_event_size=64 * 1024,
        )
    )


def main(settings: Settings | None = None) -> None:
    """Run the web application until it is asked to stop."""
    settings = settings or load_settings()
    logs.configure("gateway", settings, closed=True)
    server(open_app(settings, create=True)).run()


if __name__ == "__main__":
    main()
