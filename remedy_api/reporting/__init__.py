"""Indicators, suppression, exports."""
