import type { BenchOptions } from '../bench.options.js';
import type { Figure, Measurement } from '../report/figure.types.js';
import type { Say } from '../report/progress.js';
import { databaseUrl, type BenchSystem } from '../system/bench.system.js';
import { CpuMeter } from '../system/process.cpu.js';
import { runLoad, type LoadResult } from './load.runner.js';
import { Registrations } from './registration.requests.js';
import { captureStatements } from './statement.capture.js';
import { replay } from './statement.replay.js';
import { StatementTemplate } from './statement.template.js';

const connections = 16;
const role = { database: 'mendline_intake', user: 'intake_app' };
const warmUpSeconds = 3;
const insertsTicket = /^insert into "?tickets"?[ (]/i;
const raw = `the identical statements by pg, ${connections} connections`;

interface Registered {
  readonly ticket: { readonly id: string; readonly number: string };
}

/**
 * Registrations per second at the service and through the gateway, beside the statements of one registration sent by `pg`.
 * Intake has the role `api` alone meanwhile: what becomes of a ticket afterwards is measured by `consultations`.
 */
export const measureIntake = async (system: BenchSystem, { seconds }: BenchOptions, say: Say): Promise<Measurement> => {
  say('intake with the role api alone');
  await system.running.ops.restart('intake', { ROLES: 'api' });
  const registrations = new Registrations(system.staff.regions);
  const token = await system.tokens.of('csr1');
  const load = (url: string, runSeconds: number): Promise<LoadResult> => runLoad({ url, token, connections, seconds: runSeconds }, registrations);

  await load(system.graphql.intake, warmUpSeconds);
  const template = await captureOne(system, registrations);
  say(`one registration runs ${template.size} statements; ${seconds} s at the service`);
  const meter = new CpuMeter(await system.parts());
  const service = await load(system.graphql.intake, seconds);
  const cpu = meter.sinceStart();
  say(`${seconds} s through the gateway`);
  await load(system.graphql.gateway, warmUpSeconds);
  const gateway = await load(system.graphql.gateway, seconds);
  say(`${seconds} s of the same statements by pg`);
  const replayed = { url: databaseUrl(system.running.addresses.postgresUrl, 'intake'), role: role.user, connections };
  await replay({ ...replayed, seconds: warmUpSeconds }, await captureOne(system, registrations));
  const limit = await replay({ ...replayed, seconds }, template);

  return {
    figures: [
      figureOf('intake mutations at the service', service, limit, 0.4),
      figureOf('intake mutations through the gateway', gateway, limit, 0.12),
    ],
    cpu: [{ title: 'CPU while registering at the service', units: service.perSecond * seconds, unit: 'ticket', parts: cpu }],
  };
};

const figureOf = (name: string, { perSecond, p50Ms, p99Ms, refused }: LoadResult, limit: number, shareAtLeast: number): Figure => {
  if (perSecond === 0) throw new Error(`${name}: nothing was answered in time`);
  if (refused > 0) throw new Error(`${name}: ${refused} requests failed, so the figure would mean nothing`);
  return { name, unit: 'per s', ours: perSecond, raw: { what: raw, value: limit }, goal: { shareAtLeast }, details: { 'p50 ms': p50Ms, 'p99 ms': p99Ms } };
};

const captureOne = async (system: BenchSystem, registrations: Registrations): Promise<StatementTemplate> => {
  const input = registrations.next();
  const admin = await system.database('intake');
  try {
    const { answer, statements } = await captureStatements(admin, system.postgresLog, role, () =>
      system.caller.command<Registered>(system.graphql.intake, 'csr1', 'registerTicket', input, 'ticket { id number }'),
    );
    const tickets = statements.filter(({ sql }) => insertsTicket.test(sql)).length;
    if (tickets !== 1) throw new Error(`the log of PostgreSQL shows ${tickets} registrations instead of one`);
    return new StatementTemplate(statements, { key: input.key, number: answer.ticket.number });
  } finally {
    await admin.end();
  }
};
