"""The safe's door beside its kernels: the audit log, and what a rotation of keys must wrap anew.

Only the desk half enters by it: the portal half has no audit log, and uses the kernels (sealing, keys, secrets, words).
"""

from __future__ import annotations

from portal.vault.audit import record
from portal.vault.audit_reading import Asked, Entry, EntryPage, read_entries
from portal.vault.rotation import SealedColumn, sealed_columns, still_sealed

__all__ = ["Asked", "Entry", "EntryPage", "SealedColumn", "read_entries", "record", "sealed_columns", "still_sealed"]
