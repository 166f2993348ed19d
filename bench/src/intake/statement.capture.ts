import { readFileSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { logSettings, parseLog, type LoggedStatement } from './statement.log.js';

/** Long enough for the server to read its settings again, and for its log to be written. */
const settlingMs = 500;

const busySql = `select count(*)::int as busy from pg_stat_activity where usename = $1 and state <> 'idle'`;

/** What a load run left behind unanswered is still written for a moment. */
const untilQuiet = async (admin: pg.Client, role: string): Promise<void> => {
  for (let quiet = 0; quiet < 4; ) {
    const { rows } = await admin.query<{ busy: number }>(busySql, [role]);
    quiet = rows[0]?.busy === 0 ? quiet + 1 : 0;
    await delay(settlingMs / 2);
  }
};

/** Runs a job while the server logs every statement, and answers those of one role, with what the job answered. */
export const captureStatements = async <T>(
  admin: pg.Client,
  logFile: string,
  of: { readonly database: string; readonly user: string },
  job: () => Promise<T>,
): Promise<{ readonly answer: T; readonly statements: readonly LoggedStatement[] }> => {
  await untilQuiet(admin, of.user);
  for (const [name, value] of Object.entries(logSettings)) await admin.query(`alter system set ${name} = '${value}'`);
  await admin.query('select pg_reload_conf()');
  await delay(settlingMs);
  const from = statSync(logFile).size;
  const answer = await job();
  await delay(settlingMs);
  const log = readFileSync(logFile).subarray(from).toString('utf8');
  for (const name of Object.keys(logSettings)) await admin.query(`alter system reset ${name}`);
  await admin.query('select pg_reload_conf()');
  return { answer, statements: parseLog(log, of) };
};
