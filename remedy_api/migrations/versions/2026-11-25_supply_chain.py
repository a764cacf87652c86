"""Sites in full, companies, products, contracts and supply links."""

import re
import unicodedata

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '7b21d0c4e8a3'
down_revision = '56e2c65442db'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table('company_profile',
    sa.Column('company', sa.LargeBinary(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('native_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('lei', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('organisation', sa.LargeBinary(), nullable=True),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("country ~ '^[A-Z]{2}$'", name='company_profile_country_is_two_letters'),
    sa.CheckConstraint("lei ~ '^[0-9A-Z]{18}[0-9]{2}$'", name='company_profile_lei_has_its_shape'),
    sa.CheckConstraint("source IN ('disclosure', 'monitor', 'worker', 'import', 'public')", name='company_profile_source_is_known'),
    sa.CheckConstraint('char_length(name) BETWEEN 1 AND 300', name='company_profile_name_is_bounded'),
    sa.CheckConstraint('char_length(native_name) <= 300', name='company_profile_native_name_is_bounded'),
    sa.CheckConstraint('octet_length(company) = 16', name='company_profile_company_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='company_profile_organisation_length'),
    sa.CheckConstraint('version >= 1', name='company_profile_version_is_positive'),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.PrimaryKeyConstraint('company'),
    sa.UniqueConstraint('country', 'name', name='company_profile_is_once'),
    sa.UniqueConstraint('lei', name='company_profile_lei_is_once')
    )
    op.create_index('company_profile_by_name', 'company_profile', ['name', 'company'], unique=False)
    op.create_index('company_profile_of_organisation', 'company_profile', ['organisation', 'company'], unique=False, postgresql_where=sa.text('organisation IS NOT NULL'))
    op.create_table('company_word',
    sa.Column('word', sa.Text(collation='C'), nullable=False),
    sa.Column('company', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('octet_length(company) = 16', name='company_word_company_length'),
    sa.ForeignKeyConstraint(['company'], ['company_profile.company'], ),
    sa.PrimaryKeyConstraint('word', 'company')
    )
    op.create_index('company_word_of_company', 'company_word', ['company', 'word'], unique=False)
    op.create_table('product',
    sa.Column('product', sa.LargeBinary(), nullable=False),
    sa.Column('company', sa.LargeBinary(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.CheckConstraint("kind IN ('product', 'component')", name='product_kind_is_known'),
    sa.CheckConstraint("source IN ('disclosure', 'monitor', 'worker', 'import', 'public')", name='product_source_is_known'),
    sa.CheckConstraint('char_length(name) BETWEEN 1 AND 300', name='product_name_is_bounded'),
    sa.CheckConstraint('octet_length(company) = 16', name='product_company_length'),
    sa.CheckConstraint('octet_length(product) = 16', name='product_product_length'),
    sa.ForeignKeyConstraint(['company'], ['company_profile.company'], ),
    sa.PrimaryKeyConstraint('product'),
    sa.UniqueConstraint('company', 'name', 'kind', 'source', name='product_is_once')
    )
    op.create_table('contract',
    sa.Column('contract', sa.LargeBinary(), nullable=False),
    sa.Column('buyer', sa.LargeBinary(), nullable=False),
    sa.Column('supplier', sa.LargeBinary(), nullable=False),
    sa.Column('reference', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('cpv', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('value_band', sa.Text(), nullable=True),
    sa.Column('confirmed', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("value_band IN ('under-100k', '100k-1m', '1m-10m', '10m-plus')", name='contract_value_band_is_known'),
    sa.CheckConstraint('cardinality(cpv) <= 20', name='contract_cpv_are_few'),
    sa.CheckConstraint('char_length(reference) BETWEEN 1 AND 300', name='contract_reference_is_bounded'),
    sa.CheckConstraint('char_length(title) BETWEEN 1 AND 300', name='contract_title_is_bounded'),
    sa.CheckConstraint('ends_on >= starts_on', name='contract_ends_after_it_starts'),
    sa.CheckConstraint('octet_length(buyer) = 16', name='contract_buyer_length'),
    sa.CheckConstraint('octet_length(contract) = 16', name='contract_contract_length'),
    sa.CheckConstraint('octet_length(supplier) = 16', name='contract_supplier_length'),
    sa.CheckConstraint('version >= 1', name='contract_version_is_positive'),
    sa.ForeignKeyConstraint(['buyer'], ['organisation.organisation'], ),
    sa.ForeignKeyConstraint(['supplier'], ['company_profile.company'], ),
    sa.PrimaryKeyConstraint('contract'),
    sa.UniqueConstraint('buyer', 'supplier', 'reference', name='contract_is_once')
    )
    op.create_index('contract_by_title', 'contract', ['title', 'contract'], unique=False)
    op.create_index('contract_of_buyer', 'contract', ['buyer', 'title', 'contract'], unique=False)
    op.create_index('contract_of_supplier', 'contract', ['supplier', 'contract'], unique=False, postgresql_where=sa.text('confirmed'))
    op.create_table('contract_word',
    sa.Column('word', sa.Text(collation='C'), nullable=False),
    sa.Column('contract', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('octet_length(contract) = 16', name='contract_word_contract_length'),
    sa.ForeignKeyConstraint(['contract'], ['contract.contract'], ),
    sa.PrimaryKeyConstraint('word', 'contract')
    )
    op.create_index('contract_word_of_contract', 'contract_word', ['contract', 'word'], unique=False)
    op.add_column('site', sa.Column('latitude', sa.Numeric(precision=8, scale=6, asdecimal=False), nullable=True))
    op.add_column('site', sa.Column('longitude', sa.Numeric(precision=9, scale=6, asdecimal=False), nullable=True))
    op.add_column('site', sa.Column('os_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    # What is there already is open and was entered by the programme itself; rows to come say so themselves.
    op.add_column('site', sa.Column('activities', postgresql.ARRAY(sa.Text()), nullable=False, server_default='{}'))
    op.add_column('site', sa.Column('status', sa.Text(), nullable=False, server_default='open'))
    op.add_column('site', sa.Column('operator', sa.LargeBinary(), nullable=True))
    op.add_column('site', sa.Column('source', sa.Text(), nullable=False, server_default='public'))
    for column in ('activities', 'status', 'source'):
        op.alter_column('site', column, server_default=None)
    op.create_check_constraint('site_place_has_both_coordinates', 'site', 'num_nulls(latitude, longitude) <> 1')
    op.create_check_constraint('site_place_is_on_earth', 'site', 'latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180')
    op.create_check_constraint('site_os_id_has_its_shape', 'site', "os_id ~ '^[A-Z]{2}[0-9]{7}[0-9A-Z]{6}$'")
    op.create_check_constraint('site_activities_are_few', 'site', 'cardinality(activities) <= 20')
    op.create_check_constraint('site_status_is_known', 'site', "status IN ('open', 'closed', 'moved')")
    op.create_check_constraint('site_source_is_known', 'site', "source IN ('disclosure', 'monitor', 'worker', 'import', 'public')")
    op.create_check_constraint('site_withheld_is_not_open', 'site', "NOT open_for_filing OR source NOT IN ('monitor', 'worker')")
    op.create_check_constraint('site_operator_length', 'site', 'octet_length(operator) = 16')
    op.create_unique_constraint('site_os_id_is_once', 'site', ['os_id'])
    op.create_foreign_key('site_operator_fkey', 'site', 'company_profile', ['operator'], ['company'])
    op.create_index('site_by_operator', 'site', ['operator', 'site'], unique=False, postgresql_where=sa.text('operator IS NOT NULL'))
    op.create_table('site_identifier',
    sa.Column('site', sa.LargeBinary(), nullable=False),
    sa.Column('scheme', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.CheckConstraint("scheme ~ '^[a-z0-9][a-z0-9_.-]{0,39}$'", name='site_identifier_scheme_is_a_code'),
    sa.CheckConstraint('char_length(value) BETWEEN 1 AND 100', name='site_identifier_value_is_bounded'),
    sa.CheckConstraint('octet_length(site) = 16', name='site_identifier_site_length'),
    sa.ForeignKeyConstraint(['site'], ['site.site'], ),
    sa.PrimaryKeyConstraint('site', 'scheme', 'value')
    )
    op.create_index('site_identifier_by_value', 'site_identifier', ['scheme', 'value'], unique=False)
    op.create_table('site_word',
    sa.Column('word', sa.Text(collation='C'), nullable=False),
    sa.Column('site', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('octet_length(site) = 16', name='site_word_site_length'),
    sa.ForeignKeyConstraint(['site'], ['site.site'], ),
    sa.PrimaryKeyConstraint('word', 'site')
    )
    op.create_index('site_word_of_site', 'site_word', ['site', 'word'], unique=False)
    op.create_table('supply_link',
    sa.Column('link', sa.LargeBinary(), nullable=False),
    sa.Column('site', sa.LargeBinary(), nullable=False),
    sa.Column('company', sa.LargeBinary(), nullable=False),
    sa.Column('product', sa.LargeBinary(), nullable=True),
    sa.Column('tier', sa.SmallInteger(), nullable=True),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('first_seen', sa.Date(), nullable=False),
    sa.Column('last_seen', sa.Date(), nullable=False),
    sa.Column('confidence', sa.Text(), nullable=False),
    sa.Column('standing', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("confidence IN ('low', 'medium', 'high')", name='supply_link_confidence_is_known'),
    sa.CheckConstraint("source IN ('disclosure', 'monitor', 'worker', 'import', 'public')", name='supply_link_source_is_known'),
    sa.CheckConstraint("standing IN ('claimed', 'confirmed', 'contested')", name='supply_link_standing_is_known'),
    sa.CheckConstraint('last_seen >= first_seen', name='supply_link_days_are_in_order'),
    sa.CheckConstraint('octet_length(company) = 16', name='supply_link_company_length'),
    sa.CheckConstraint('octet_length(link) = 16', name='supply_link_link_length'),
    sa.CheckConstraint('octet_length(product) = 16', name='supply_link_product_length'),
    sa.CheckConstraint('octet_length(site) = 16', name='supply_link_site_length'),
    sa.CheckConstraint('tier BETWEEN 1 AND 9', name='supply_link_tier_is_known'),
    sa.CheckConstraint('version >= 1', name='supply_link_version_is_positive'),
    sa.ForeignKeyConstraint(['company'], ['company_profile.company'], ),
    sa.ForeignKeyConstraint(['product'], ['product.product'], ),
    sa.ForeignKeyConstraint(['site'], ['site.site'], ),
    sa.PrimaryKeyConstraint('link'),
    sa.UniqueConstraint('site', 'company', 'product', 'source', name='supply_link_is_once', postgresql_nulls_not_distinct=True)
    )
    op.create_index('supply_link_of_company', 'supply_link', ['company', 'link'], unique=False)
    op.create_index('supply_link_of_site', 'supply_link', ['site', 'link'], unique=False)
    _find_what_is_there()


def downgrade() -> None:
    """Take it back."""
    for table in ('supply_link', 'site_word', 'site_identifier', 'contract_word', 'contract', 'product', 'company_word'):
        op.drop_table(table)
    # Without its source, a site that workers or monitors told of would be one that companies see and anybody may open.
    op.execute("DELETE FROM site WHERE source IN ('monitor', 'worker')")
    op.drop_index('site_by_operator', table_name='site', postgresql_where=sa.text('operator IS NOT NULL'))
    for column in ('source', 'operator', 'status', 'activities', 'os_id', 'longitude', 'latitude'):
        op.drop_column('site', column)
    op.drop_table('company_profile')


def _find_what_is_there() -> None:
    """Write down under which words the sites of before are found, as names.py did it on the day of this revision."""
    connection = op.get_bind()
    site_word = sa.table('site_word', sa.column('word', sa.Text()), sa.column('site', sa.LargeBinary()))
    sites = connection.execute(sa.text('SELECT site, name, native_name FROM site')).all()
    rows = [{'word': word, 'site': site} for site, *names in sites for word in _words(names)]
    for first in range(0, len(rows), 1000):
        connection.execute(site_word.insert(), rows[first : first + 1000])


_UNSPACED = re.compile('[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]')


def _words(names):
    found = {}
    for name in names:
        text = _folded(name)
        for place, letter in enumerate(text):
            begins = _UNSPACED.match(letter) and unicodedata.category(letter)[0] != 'M'
            if letter != ' ' and (place == 0 or text[place - 1] == ' ' or begins):
                found.setdefault(text[place : place + 60].rstrip(), None)
    return list(found)[:40]


def _folded(text):
    apart = unicodedata.normalize('NFKD', unicodedata.normalize('NFKC', text).casefold())
    plain = unicodedata.normalize('NFC', re.sub('[\u0300-\u036f]', '', apart))
    return ' '.join(''.join(each if unicodedata.category(each)[0] in 'LNM' else ' ' for each in plain).split())
