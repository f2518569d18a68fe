"""The composition root: store, snapshot and engine put together."""
