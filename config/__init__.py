"""Settings and the floor that knows nothing of the register."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
