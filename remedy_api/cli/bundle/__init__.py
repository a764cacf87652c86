"""Whether a running door hands out the pages that were published: each file by its hash, each page by what it loads."""
