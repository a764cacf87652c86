"""What stands beside the product: an app that does nothing, and one that does a single INSERT of the same bytes."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from psycopg_pool import AsyncConnectionPool

FLOOR_TABLE = "CREATE TABLE IF NOT EXISTS floor (id bytea PRIMARY KEY, body bytea NOT NULL)"


def create_floor_app(url: str) -> FastAPI:
    """`/nothing` reads the body and answers; `/insert` also stores it, durably, before it answers."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncConnectionPool(
            url, kwargs={"autocommit": True, "prepare_threshold": 0}, min_size=1, max_size=6, open=False
        ) as pool:
            app.state.pool = pool
            yield

    app = FastAPI(lifespan=lifespan, openapi_url=None)

    @app.post("/nothing", status_code=201)
    async def nothing(request: Request) -> Response:
        await request.body()
        return Response(b"{}", 201, media_type="application/json")

    @app.post("/insert", status_code=201)
    async def insert(request: Request) -> Response:
        body = await request.body()
        async with app.state.pool.connection() as connection, connection.cursor(binary=True) as cursor:
            await cursor.execute("INSERT INTO floor (id, body) VALUES (%b, %b)", (os.urandom(16), body))
        return Response(b"{}", 201, media_type="application/json")

    return app
