const identifier = /^[a-z][a-z0-9_]*$/u;

const checked = (name: string): string => {
  if (!identifier.test(name)) throw new Error(`not a plain table name: ${name}`);
  return name;
};

/**
 * SQL that shuts a table to all but the rows of the transaction's tenant, the table's owner included.
 * Partitions need it as well: a partition that is read by its own name follows its own policies.
 */
export const enableTenantRls = (table: string): string => `
  alter table ${checked(table)} enable row level security;
  alter table ${checked(table)} force row level security;
  create policy ${checked(table)}_tenant on ${checked(table)}
    using (tenant_id = current_setting('mendline.tenant', true))
    with check (tenant_id = current_setting('mendline.tenant', true));`;

/**
 * SQL for the few tables that belong to no tenant (for example the incarnation of the database): everybody reads,
 * only the system role and the owner write. Rows needed from the start are inserted by the migration afterwards.
 */
export const enableSharedRls = (table: string): string => `
  alter table ${checked(table)} enable row level security;
  alter table ${checked(table)} force row level security;
  create policy ${checked(table)}_read on ${checked(table)} for select using (true);
  create policy ${checked(table)}_own on ${checked(table)} to current_user using (true) with check (true);`;

/** SQL that takes privileges on a table from every role but its owner, whatever the roles are called. */
export const revokeFromAll = (table: string, privileges: string): string => `
  do $revoke$
  declare granted record;
  begin
    for granted in
      select distinct acl.grantee::regrole::text as role
      from pg_class c, aclexplode(c.relacl) acl
      where c.oid = '${checked(table)}'::regclass and acl.grantee <> c.relowner and acl.grantee <> 0
    loop
      execute format('revoke ${privileges} on ${checked(table)} from %s', granted.role);
    end loop;
  end
  $revoke$;`;
