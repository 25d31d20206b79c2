"""The loopback service over HTTP."""

from __future__ import annotations

import html
import json
import threading
import time
from collections import Counter
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from setara.bps_server import answers, tables
from setara.bps_server.faults import Fault, Scenario
from setara.bps_server.figures import Catalogue

BASE_PATH = "/v1/api/"
JSON = "application/json"
HTML = "text/html; charset=utf-8"
BLOCKED_AGENTS = ("curl", "python")
WAF_PAGE = """<!doctype html>
<head><title> Perimeter WAF Block </title></head>
<body><h2> Akses ini ditolak </h2><table><tr><td> This access is blocked by our security system. </td></tr>
<tr><td> URL </td><td> {url} </td></tr><tr><td> Event ID </td><td> 90410001 </td></tr></table></body>
"""


class BpsServer:
    """A service on 127.0.0.1 that answers until its `with` block ends; `scenario` may be changed while it runs.

    `requests` has the path and parameters of every request that came, in order.
    """

    def __init__(self, figures: Catalogue, scenario: Scenario | None = None, port: int = 0) -> None:
        """`port` 0 takes a free one."""
        self._figures = figures
        self.scenario = scenario or Scenario()
        self.requests: list[str] = []
        self._met: Counter[Fault] = Counter()
        self._stopped = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._http.daemon_threads = True

    @property
    def base_url(self) -> str:
        """What BPS_API_URL must be to reach it."""
        return f"http://127.0.0.1:{self._http.server_address[1]}{BASE_PATH}"

    def __enter__(self) -> BpsServer:
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the service; requests that hang are let go."""
        self._stopped.set()
        self._http.shutdown()
        self._http.server_close()

    def serve_until_stopped(self) -> None:
        """Answer in this thread until interrupted."""
        self._http.serve_forever()

    def figures(self) -> Catalogue:
        """The figures of this day."""
        if not self.scenario.revised:
            return self._figures
        revised = deepcopy(self._figures)
        for domain, variable, ids, figure in self.scenario.revised:
            content = revised[domain, variable].figures
            if figure is None:
                content.pop(ids, None)
            else:
                content[ids] = figure
        return revised

    def fault_of(self, model: str) -> str:
        """The fault that meets a request of this model now; "" for none."""
        for fault in self.scenario.faults:
            if fault.model in ("", model) and self._met[fault] < fault.times:
                self._met[fault] += 1
                return fault.name
        return ""

    def wait(self, seconds: float) -> None:
        """Wait as a hanging service does, but no longer than the service runs."""
        self._stopped.wait(seconds)


def _handler(service: BpsServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is the base class's)
            """A request's line holds the key."""

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            path, params = _asked(parts.path.removeprefix(BASE_PATH), dict(parse_qsl(parts.query)))
            key = params.pop("key", "")
            model = params.get("model", path.split("/", maxsplit=1)[0])
            service.requests.append(f"{path}?{'&'.join(f'{name}={value}' for name, value in sorted(params.items()))}")
            fault = service.fault_of(model)
            agent = self.headers.get("User-Agent", "").lower()
            if fault == "waf_403" or agent.startswith(BLOCKED_AGENTS):
                url = f"http://{self.headers.get('Host')}{self.path}"
                self._send(403, HTML, WAF_PAGE.format(url=html.escape(url)).encode())
            elif fault == "server_500":
                self._send(500, HTML, b"<h1>Internal Server Error</h1>")
            elif fault == "hang":
                service.wait(service.scenario.hang_s)
                self.close_connection = True
            elif fault == "connection_cut":
                self.close_connection = True
            else:
                self._send_body(fault, _body(service, path, params, key, fault))

        def _send_body(self, fault: str, body: Any) -> None:
            content = json.dumps(body).encode()
            if fault == "wrong_content_type":
                self._send(200, HTML, b"<html><body>Silakan masuk | Please log in</body></html>")
            elif fault == "truncated_json":
                self._send(200, JSON, content[: len(content) // 2])
            elif fault == "slow_drip":
                self._drip(content)
            else:
                self._send(200, JSON, content)

        def _send(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _drip(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", JSON)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            try:
                for place in range(len(content)):
                    self.wfile.write(content[place : place + 1])
                    self.wfile.flush()
                    time.sleep(service.scenario.drip_s)
            except OSError:
                self.close_connection = True  # whoever asked has had enough

    return Handler


def _asked(path: str, params: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Path and parameters of the query form or of the path form, `list/model/data/domain/5300/…`."""
    first, *rest = path.strip("/").split("/")
    if first == "interoperabilitas":
        return path.strip("/"), params
    return first, {**dict(zip(rest[::2], rest[1::2], strict=False)), **params}


def _body(service: BpsServer, path: str, params: dict[str, str], key: str, fault: str) -> Any:
    if key != service.scenario.key or fault == "bad_key":
        return answers.error(answers.BAD_KEY)
    if fault == "null_too_large" and "vervar" not in params:
        return None
    if fault == "list_not_available":
        return answers.NOT_AVAILABLE
    if fault == "duplicate_page":
        params = {**params, "page": "1"}
    return _found(service.figures(), path, params)


def _found(figures: Catalogue, path: str, params: dict[str, str]) -> Any:
    if path == "domain":
        return answers.domain_list(figures, params)
    if path == "list" and params.get("model") == "data":
        return answers.data(figures, params)
    if path == "view":
        return tables.static_view(params) or answers.NOT_AVAILABLE
    if path.startswith(tables.SIMDASI):
        return tables.simdasi(path.removeprefix(tables.SIMDASI), params)
    return answers.listing(figures, params) if path == "list" else answers.error("Unable to resolve the request")
