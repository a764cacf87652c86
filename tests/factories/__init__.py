"""Makers of the little worlds that tests need, through the API, as browsers would."""
