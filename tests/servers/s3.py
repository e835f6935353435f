"""A small S3: one bucket over HTTP, path-style, that checks each signature (AWS4-HMAC-SHA256) and can be made to fail."""

import hashlib
import hmac
import re
from urllib.parse import quote

from aiohttp import web

from tests.servers.loop import LARGEST_BODY, LoopbackServer

KEY, SECRET, REGION = "chave", "segredo", "us-east-1"


class S3Server:
    """The server; `objects` is what it holds, `fail` the status that it answers with instead, `asked` the requests."""

    def __init__(self, bucket: str = "anexos") -> None:
        self.bucket, self.objects = bucket, dict[str, bytes]()
        self.fail = 0
        self.asked: list[str] = []
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._server = LoopbackServer(app)
        self.url = self._server.url

    def close(self) -> None:
        self._server.close()

    def unplug(self) -> None:
        """Refuse connections until `plug`."""
        self._server.unplug()

    def plug(self) -> None:
        self._server.plug()

    async def _answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.asked.append(f"{request.method} {request.path}")
        if self.fail:
            return _error(self.fail, "InternalError")
        if not _is_signed(request, body):
            return _error(403, "SignatureDoesNotMatch")
        bucket, _, key = request.path.lstrip("/").partition("/")
        if bucket != self.bucket:
            return _error(404, "NoSuchBucket")
        if request.method == "PUT":
            self.objects[key] = body
            return web.Response(headers=_headers(body))
        if request.method == "POST" and "delete" in request.query:
            named = re.findall(r"<Key>(.*?)</Key>", body.decode())
            for each in named:
                self.objects.pop(each, None)
            gone = "".join(f"<Deleted><Key>{each}</Key></Deleted>" for each in named)
            return web.Response(text=f"<DeleteResult>{gone}</DeleteResult>", content_type="application/xml")
        if key not in self.objects:
            return _error(404, "NoSuchKey")
        content = self.objects[key]
        return web.Response(body=content, headers=_headers(content))


def _headers(content: bytes) -> dict[str, str]:
    return {"ETag": f'"{hashlib.md5(content).hexdigest()}"', "Last-Modified": "Mon, 23 Nov 2026 12:00:00 GMT"}  # noqa: S324


def _error(status: int, code: str) -> web.Response:
    text = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{code}</Message></Error>"
    return web.Response(status=status, text=text, content_type="application/xml")


def _is_signed(request: web.Request, body: bytes) -> bool:
    """True if a request carries the signature that the secret makes of it."""
    kind, _, rest = request.headers.get("Authorization", "").partition(" ")
    given = dict(part.strip().split("=", 1) for part in rest.split(",")) if rest else {}
    if kind != "AWS4-HMAC-SHA256" or not {"Credential", "SignedHeaders", "Signature"} <= given.keys():
        return False
    key, day, region, service, end = given["Credential"].split("/")
    told = request.headers.get("x-amz-content-sha256", "")
    if key != KEY or told not in ("UNSIGNED-PAYLOAD", hashlib.sha256(body).hexdigest()):
        return False
    names = given["SignedHeaders"].split(";")
    query = "&".join(sorted(f"{quote(n, safe='-_.~')}={quote(v, safe='-_.~')}" for n, v in request.query.items()))
    headers = "".join(f"{name}:{' '.join(request.headers[name].split())}\n" for name in names)
    canonical = "\n".join((request.method, request.raw_path.partition("?")[0], query, headers, ";".join(names), told))
    scope = f"{day}/{region}/{service}/{end}"
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"AWS4-HMAC-SHA256\n{request.headers['x-amz-date']}\n{scope}\n{hashed}"
    secret = f"AWS4{SECRET}".encode()
    for part in (day, region, service, end):
        secret = hmac.digest(secret, part.encode(), "sha256")
    return hmac.compare_digest(hmac.new(secret, text.encode(), "sha256").hexdigest(), given["Signature"])
