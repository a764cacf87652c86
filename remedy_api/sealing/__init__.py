"""The sealing protocol, version 1 (intake_forms/seal/PROTOCOL.md).

The server uses headers, signatures and public keys only; opening lives in `unseal`, which no server part
may import.
"""
