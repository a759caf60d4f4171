"""A national registry for tests: payloads of both versions and a server that gives them out."""

from __future__ import annotations
