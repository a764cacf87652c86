"""Sites as files: CSV as Open Supply Hub's contributors send it, and our own columns beside theirs."""
