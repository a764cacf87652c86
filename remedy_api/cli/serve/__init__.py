"""The command that runs both doors: the parent in supervisor.py, its children in worker.py."""
