"""The demonstration: an invented programme, made through both doors as people make theirs, in a folder of its own."""
