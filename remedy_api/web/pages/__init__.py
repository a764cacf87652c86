"""The pages of both doors: shells drawn by the server, in every language; what a person reads or writes is drawn in her browser."""
