"""Jobs for another process, most of them bad; they load next to nothing, as what a job may use is limited."""

from __future__ import annotations

import os
import sys
import time

from kg.errors import SourceError


def twice(data: bytes) -> bytes:
    print("a library that talks")
    return data * 2


def process(data: bytes) -> bytes:
    return str(os.getpid()).encode()


def refuse(data: bytes) -> bytes:
    raise SourceError("letter.pdf is locked with a password; save it without one.")


def break_down(data: bytes) -> bytes:
    return data + None  # type: ignore[operator]


def leave(data: bytes) -> bytes:
    sys.exit(0)


def abort(data: bytes) -> bytes:
    os.abort()


def swell(data: bytes) -> bytes:
    return bytes(1_000_000_000)


def nest(data: bytes) -> bytes:
    return nest(data)


def sleep(data: bytes) -> bytes:
    time.sleep(600)
    return data


def spin(data: bytes) -> bytes:
    while True:
        data = data[:]
