"""Every change of tables: flush, never commit. Signed events come in through rooms; here they are followed."""
