"""Every change of people and organisations. Actions flush and never commit."""
