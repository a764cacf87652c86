"""One file that holds an installation: the database, the sealed blobs, the ledger of what was erased; never a key."""
