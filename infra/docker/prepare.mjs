/**
 * What has to exist before the services of docker-compose.yml start: databases and roles, and the key files in
 * KEY_FOLDER. Idempotent; a key that exists is never replaced, because data would become unreadable.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { provision, services } from '../postgres/provision.mjs';

function required(variable) {
  const value = process.env[variable];
  if (value === undefined || value === '') throw new Error(`${variable} is not set.`);
  return value;
}

for (const key of ['kms-master.key', 'payload.key']) {
  const path = join(required('KEY_FOLDER'), key);
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
}
for (const service of services) {
  const password = required(`${service.toUpperCase().replaceAll('-', '_')}_DB_PASSWORD`);
  const { database } = await provision(required('DATABASE_ADMIN_URL'), service, { password });
  console.log(`${service}: database ${database} is ready`);
}
