"""Tools without a domain word: clock, ids, errors, events, pagination, logging, db, http, i18n."""
