"""Sites and the companies behind them."""
