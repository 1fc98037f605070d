"""`/papers/<slug>.pdf`: every lesson, the study guide and the whole course, to take away."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from steepest.publish.paper import editions, pdf


async def paper(request: Request) -> Response:
    """The PDF; made once, then remembered."""
    slug = request.path_params["slug"]
    if slug not in editions():
        raise HTTPException(404)
    content = await asyncio.to_thread(pdf, slug)
    headers = {"cache-control": "public, max-age=600", "content-disposition": f'inline; filename="steepest-{slug}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)
