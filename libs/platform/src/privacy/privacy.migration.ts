/** The table of data keys, for each service's migrations. A destroyed key leaves its row behind, without the key. */
export const privacyMigration = {
  up: `
    create table data_keys (
      tenant_id text not null,
      person_id text not null,
      wrapped_key bytea,
      kms_key_id text not null,
      created_at timestamptz not null default clock_timestamp(),
      destroyed_at timestamptz,
      primary key (tenant_id, person_id),
      check ((wrapped_key is null) = (destroyed_at is not null))
    );
    alter table data_keys enable row level security;
    alter table data_keys force row level security;
    create policy data_keys_of_tenant on data_keys using (tenant_id = current_setting('mendline.tenant', true));
  `,
  down: 'drop table data_keys;',
} as const;
