"""Tables of sites and the companies behind them."""

from remedy_api.supply_chain.models.site import Site

__all__ = ["Site"]
