"""The embedded Valkey: what is queued survives."""

import signal
from pathlib import Path

import redis

from config.launch import valkey


def link(server: valkey.Server) -> "redis.Redis":
    return redis.Redis(unix_socket_path=str(server.socket))


def test_the_queue_survives_kill_9(broker: valkey.Server) -> None:
    for number in range(20):
        link(broker).rpush("celery", number)
    assert broker.process
    broker.process.kill()
    again = valkey.start(broker.home)
    try:
        assert link(again).llen("celery") == 20
    finally:
        again.stop()


def test_a_second_start_finds_the_first(broker: valkey.Server) -> None:
    assert valkey.start(broker.home).process is None


def test_one_that_hangs_is_out_of_the_way_of_the_next(home: Path) -> None:
    """A server that ends late would take the next one's socket with it."""
    hanging = valkey.start(home)
    link(hanging).rpush("celery", 1)
    assert hanging.process
    hanging.process.send_signal(signal.SIGSTOP)
    hanging.socket.unlink()
    valkey.end_left_over(home)
    assert hanging.process.wait(5) == -signal.SIGKILL
    again = valkey.start(home)
    try:
        assert again.process and link(again).llen("celery") == 1
    finally:
        again.stop()


def test_stopping_what_does_not_run_is_no_error(home: Path) -> None:
    server = valkey.start(home)
    server.stop()
    server.stop()
    assert not server.ready()
