"""Tables of the notices."""

from remedy_api.notifications.models.notice import Notice

__all__ = ["Notice"]
