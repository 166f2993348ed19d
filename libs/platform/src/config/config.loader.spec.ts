import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig, platformEnv } from './index.js';

const usable = {
  HTTP_PORT: '4001',
  DATABASE_URL: 'postgres://intake_app:secret@127.0.0.1:54329/mendline_intake',
  DATABASE_OWNER_URL: 'postgres://intake_owner:secret@127.0.0.1:54329/mendline_intake',
  DATABASE_SYSTEM_URL: 'postgres://intake_system:secret@127.0.0.1:54329/mendline_intake',
  KAFKA_BROKERS: '127.0.0.1:19092, 127.0.0.1:19094',
  TEMPORAL_ADDRESS: '127.0.0.1:17233',
  OIDC_ISSUER: 'http://127.0.0.1:4010',
  KMS_MASTER_KEY_FILE: 'master.key',
  PAYLOAD_KEY_FILE: 'payload.key',
};

const failureOf = (env: NodeJS.ProcessEnv): ConfigError => {
  try {
    loadConfig(platformEnv, env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('the configuration was accepted');
};

describe('loadConfig', () => {
  it('reads numbers and lists, and fills in defaults', () => {
    const config = loadConfig(platformEnv, usable);
    expect(config.HTTP_PORT).toBe(4001);
    expect(config.KAFKA_BROKERS).toEqual(['127.0.0.1:19092', '127.0.0.1:19094']);
    expect(config).toMatchObject({ MENDLINE_CELL: 'cn1', TEMPORAL_NAMESPACE: 'mendline', LOG_LEVEL: 'info', DATABASE_POOL: 16 });
  });

  it('lists every wrong variable at once', () => {
    const { HTTP_PORT: _missing, ...rest } = usable;
    const { problems } = failureOf({ ...rest, MENDLINE_CELL: 'Beijing', OIDC_ISSUER: '', LOG_LEVEL: 'loud' });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['MENDLINE_CELL', 'HTTP_PORT', 'OIDC_ISSUER', 'LOG_LEVEL']);
    expect(problems).toContain('HTTP_PORT: missing');
    expect(problems).toContain('OIDC_ISSUER: missing');
  });

  it('never shows a value', () => {
    expect(failureOf({ ...usable, DATABASE_URL: 'mysql://intake_app:secret@db' }).message).not.toContain('secret');
  });
});

describe('ROLES', () => {
  const rolesOf = (ROLES?: string) => loadConfig(platformEnv, ROLES === undefined ? usable : { ...usable, ROLES }).ROLES;

  it('means every role unless it names some', () => {
    expect(rolesOf()).toEqual(['api', 'worker', 'relay', 'notices']);
    expect(rolesOf('all')).toEqual(['api', 'worker', 'relay', 'notices']);
    expect(rolesOf(' worker, api ,worker')).toEqual(['worker', 'api']);
  });

  it('refuses unknown roles by name', () => {
    expect(failureOf({ ...usable, ROLES: 'api,wroker' }).problems).toEqual(['ROLES: unknown role wroker; known: api, worker, relay, notices, all']);
  });
});
