"""How gunicorn serves the register, in `make run` and in the container."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # read the code once, before the workers part
timeout = 60
graceful_timeout = 20  # a page in progress is finished; the whole stop stays under 30 seconds
max_requests, max_requests_jitter = 5000, 500  # a slow leak never grows old
worker_tmp_dir = (
    "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
)  # no disk between a worker and its pulse
control_socket_disable = True  # it would write into the home folder
