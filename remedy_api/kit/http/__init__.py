"""What every HTTP answer has in common: problems, idempotency, entity tags, body limits, wire types."""
