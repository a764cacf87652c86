"""The PostgreSQL that ships with the program: its binaries come as a wheel, the care for them is ours.

It listens on no network address, only on a socket in a folder that nobody else can enter, asks for a password all the
same, writes no value of a row to its log, and ends with its parent.
"""

from remedy_api.kit.db.embedded.cluster import Cluster, ClusterFailed, OtherMajor
from remedy_api.kit.db.embedded.postmaster import Postmaster

__all__ = ["Cluster", "ClusterFailed", "OtherMajor", "Postmaster"]
