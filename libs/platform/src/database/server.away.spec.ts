import { describe, expect, it } from '@jest/globals';
import { untilServerIsThere } from './server.away.js';

const coded = (code: string): Error => Object.assign(new Error(code), { code });

/** Fails with each of these, then has done it. */
const failing = (errors: readonly Error[]): (() => Promise<string>) => {
  const left = [...errors];
  return () => {
    const error = left.shift();
    return error ? Promise.reject(error) : Promise.resolve('done');
  };
};

describe('work that needs the database server', () => {
  it('waits while nobody listens, the server starts or stops, is full, or drops the connection', async () => {
    const away = [coded('ECONNREFUSED'), coded('57P03'), coded('57P01'), coded('53300'), new Error('Connection terminated unexpectedly'), new Error('Query runner already released. Cannot run queries anymore.'), Object.assign(new Error('query failed'), { driverError: coded('ECONNRESET') })];
    const told: unknown[] = [];
    expect(await untilServerIsThere(failing(away), (error) => told.push(error), 1)).toBe('done');
    expect(told).toEqual(away);
  });

  it.each(['28P01', '3D000', '42P01'])('fails at once with what waiting does not mend: %s', async (code) => {
    await expect(untilServerIsThere(failing([coded(code)]))).rejects.toMatchObject({ code });
  });
});
