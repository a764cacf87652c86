"""Whether an installation is fit for use: each check tells what it found and, in one sentence, what to do about it."""
