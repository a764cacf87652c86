"""Who acts, what there is to be allowed, and the guards at the routes."""
