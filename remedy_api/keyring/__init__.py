"""Who vouches for which key: rosters, epochs of organisations, and their secrets wrapped for members."""
