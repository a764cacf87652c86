"""The engine, the session of a request, and the column types every table shares."""
