"""Sealed blobs."""
