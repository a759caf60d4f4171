"""Log lines that hold no more than an operator needs."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit


class SparseFormatter(logging.Formatter):
    """Formats a record without tracebacks' values, query strings or anything that a visitor typed.

    Of an exception it names the class and the places in our code, never its message: messages of database errors
    hold parameters.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        if request is not None and hasattr(request, "path"):
            status = getattr(record, "status_code", "")
            record = logging.makeLogRecord({**record.__dict__, "args": None})
            record.msg = f"{status} {request.method} {urlsplit(request.path).path}"
        return super().format(record)

    def formatException(self, ei: object) -> str:
        if not isinstance(ei, tuple) or ei[0] is None:
            return ""
        places = []
        trace = ei[2]
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return f"{ei[0].__name__} at {' < '.join(reversed(places[-6:]))}"
