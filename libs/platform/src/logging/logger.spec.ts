import { describe, expect, it } from '@jest/globals';
import { createLogger, withLogContext } from './index.js';

const record = () => {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({ service: 'intake', level: 'info', destination: { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) } });
  return { logger, lines };
};

const databaseError = (message: string, code: string) =>
  Object.assign(new Error(message), { name: 'QueryFailedError', query: 'insert …', parameters: ['13800138000'], driverError: { code, detail: 'Key (phone)=(13800138000)' } });

describe('log lines', () => {
  it('carry the ids of the running work, inner over outer, also after waiting', async () => {
    const { logger, lines } = record();
    await withLogContext({ tenant: 'huaxin', traceId: 't1' }, async () => {
      await withLogContext({ ticketId: 'cn1_X', traceId: 't2' }, async () => {
        await Promise.resolve();
        logger.info('inner');
      });
      logger.info('outer');
    });
    logger.info('outside');
    expect(lines).toMatchObject([{ tenant: 'huaxin', ticketId: 'cn1_X', traceId: 't2', message: 'inner' }, { tenant: 'huaxin', traceId: 't1' }, { service: 'intake', level: 'info' }]);
    expect(lines[1]).not.toHaveProperty('ticketId');
    expect(lines[2]).not.toHaveProperty('tenant');
  });

  it('keep the contexts of parallel work apart', async () => {
    const { logger, lines } = record();
    const work = (tenant: string) =>
      withLogContext({ tenant }, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        logger.info(tenant);
      });
    await Promise.all(['huaxin', 'borealis'].map(work));
    expect(lines.map((line) => [line['message'], line['tenant']])).toEqual([
      ['huaxin', 'huaxin'],
      ['borealis', 'borealis'],
    ]);
  });

  it.each(['error', 'err'])('show an error under "%s" without statement, parameters and details', (key) => {
    const { logger, lines } = record();
    logger.error({ [key]: databaseError('duplicate key value violates unique constraint "phones"', '40P01') }, 'failed');
    expect(lines[0]).toMatchObject({ [key]: { type: 'QueryFailedError', code: '40P01' } });
    expect(JSON.stringify(lines)).not.toContain('13800138000');
  });

  it('hide the message of a database error that quotes the input, also in the stack and in a cause', () => {
    const { logger, lines } = record();
    const inner = databaseError('invalid input syntax for type integer: "13800138000"', '22P02');
    logger.error(new Error('outer', { cause: inner }));
    logger.error({ error: inner }, 'failed');
    expect(JSON.stringify(lines)).not.toContain('13800138000');
    expect(lines[1]).toMatchObject({ error: { message: 'refused by the database (22P02)' } });
  });
});
