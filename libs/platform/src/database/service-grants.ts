import pg from 'pg';

interface OwnerRow {
  readonly owner: string;
}

const rightsOnTables = 'select, insert, update, delete';

/**
 * Lets the service's roles use what the owner creates from now on. The names follow the owner's:
 * `<svc>_owner` creates, `<svc>_app` and `<svc>_system` use.
 */
export const grantServiceRoles = async (client: pg.Client): Promise<void> => {
  const owner = (await client.query<OwnerRow>('select current_user as owner')).rows[0]?.owner ?? '';
  const service = owner.replace(/_owner$/u, '');
  const wanted = [`${service}_app`, `${service}_system`];
  const found = await client.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [wanted]);
  if (found.rows.length !== wanted.length) throw new Error(`the roles ${wanted.join(' and ')} must exist beside ${owner}`);
  const roles = wanted.map((role) => pg.escapeIdentifier(role)).join(', ');
  await client.query(`
    grant usage on schema public to ${roles};
    alter default privileges in schema public grant ${rightsOnTables} on tables to ${roles};
    alter default privileges in schema public grant usage, select on sequences to ${roles};
    alter default privileges in schema public grant execute on functions to ${roles};`);
};
