"""Under which path the server is shown, whether or not the proxy takes it off."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class RootPath:
    """Middleware that puts the root path before each path that comes without it.

    So the same link works through a proxy that strips the path, through one that does not, and on
    the server itself.

    Parameters
    ----------
    app : ASGI application
        Which expects paths with the root path, as ASGI has it.
    root_path : str
        Such as ``/convenio``; empty for none.
    """

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        self.app, self.root_path = app, root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on under its full path."""
        if self.root_path:
            path = scope["path"]
            if path != self.root_path and not path.startswith(f"{self.root_path}/"):
                path = self.root_path + path
            scope = {**scope, "root_path": self.root_path, "path": path}
        await self.app(scope, receive, send)
