"""What companies, buyers and the public are shown of cases: as far as the workers consented, and never a word more."""
