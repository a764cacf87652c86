"""Programme, organisations, people, memberships, sign-in and sessions."""
