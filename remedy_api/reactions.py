"""Who reacts to which news, in the order they are told, all in the emitter's transaction."""

from remedy_api.kit.events import Event, Handler

REACTIONS: dict[type[Event], tuple[Handler, ...]] = {}
