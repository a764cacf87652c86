"""What rights holders allow, to whom, until when."""
