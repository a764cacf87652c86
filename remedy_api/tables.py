"""Every table. Importing this module fills the metadata that migrations are made from."""

from sqlmodel import SQLModel

import remedy_api.accounts.models
import remedy_api.cases.models
import remedy_api.deadlines.models
import remedy_api.intake.models
import remedy_api.keyring.models
import remedy_api.kit.http.idempotency
import remedy_api.kit.people_key
import remedy_api.notifications.models
import remedy_api.remedies.models
import remedy_api.retention.models
import remedy_api.rooms.models
import remedy_api.supply_chain.models  # noqa: F401 - for what importing them does

METADATA = SQLModel.metadata
