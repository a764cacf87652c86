"""Submissions, receipts, admission."""
