"""How long what is kept is kept: what ends is announced, may be held, and is then erased whole."""
