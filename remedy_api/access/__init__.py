"""Who is asking (actor), what may be asked (permissions), and the guards every route carries."""
