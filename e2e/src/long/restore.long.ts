import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fact } from '@mendline/contracts/facts';
import type { Random } from '@mendline/testing';
import { restoreProblems, withoutSpan, type LostSpan } from '../checker/index.js';
import { drawPlanOf, holdingAtMost, kindOf, type LifePlan } from '../demo/plan.js';
import { ClusterCopy, ExtraProcess, FaultRun } from '../fault/index.js';
import type { LongOptions } from './long.options.js';
import { figuresOf, type LongResult, type Say } from './long.result.js';
import { RestoreWitness } from './restore.evidence.js';

const services = ['gateway', 'intake', 'dispatch', 'field-service', 'quality-analytics'];
const settlingMs = 20_000;
const longestMs = 1_800_000;
const longestHold = 20;

/** Nobody changes priority or owner: then an escalation's recipients are the same before and after the restore. */
const plan = (random: Random, n: number): LifePlan => ({ ...holdingAtMost(longestHold, drawPlanOf(kindOf(n), random, false)), extra: null });

/** All databases back to one point, `span` seconds before Kafka and Temporal, while people work; `ops restored`, and everything is checked. */
export const runRestore = async ({ count, seed, span }: LongOptions, say: Say): Promise<LongResult> => {
  const run = await FaultRun.open('restore', seed);
  const dataFolder = run.env['MENDLINE_DATA_DIR'] ?? '';
  const cluster = new ClusterCopy(run.operator, dataFolder);
  const witness = new RestoreWitness(run);
  try {
    run.work();
    const half = Math.ceil(count / 2);
    await run.bringIn(half, plan);
    await delay(settlingMs);
    const from = Date.now();
    await cluster.make();
    say(`${new Date(from).toISOString()} the backup; ${run.tickets.length} tickets, ${run.actor.answered} commands`);
    await run.bringIn(count - half, plan);
    await delay(span * 1000);
    say(`${new Date().toISOString()} all databases back to it; ${run.actor.answered} commands`);
    for (const name of services) await run.operator.stop(name);
    await cluster.bringBack();
    say(await ExtraProcess.tool(run.env, 'infra/local/bin/mendline.mjs', ['ops', 'restored', 'a', 'long', 'run']));
    const lostSpan = { from, to: Date.now() };
    const lost = await newestList(dataFolder);
    const registered = await forget(run, lostSpan);
    await takeUpAgain(run);
    await run.worked(longestMs);
    await run.goHome();
    const verdict = await run.judge([...run.tickets], withoutSpan(run.actor.log.operations, lostSpan).filter(({ ticketId }) => !registered.some(({ id }) => id === ticketId)));
    const restored = restoreProblems(await witness.look(lost, registered));
    const figures = { tickets: run.tickets.length, gone: registered.length, lostFacts: lost.length, commands: run.actor.answered, ...figuresOf(verdict) };
    return { problems: [...verdict.problems, ...restored], figures };
  } finally {
    await cluster.remove();
    await witness.close();
    await run.close();
  }
};

/** The facts that `ops restored` has just listed. */
const newestList = async (folder: string): Promise<readonly Fact[]> => {
  const lists = (await readdir(folder)).filter((name) => name.startsWith('lost-')).sort();
  const text = await readFile(join(folder, lists.at(-1) ?? ''), 'utf8');
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Fact);
};

/** What was done in the span is to be done again: people look at every ticket that is open as if for the first time. */
const takeUpAgain = async (run: FaultRun): Promise<void> => {
  const open = await run.ledger.rows<{ id: string }>('select id from tickets where archived_at is null and id = any($1)', [run.tickets.map(({ id }) => id)]);
  for (const { id } of open) run.simulation.lookAnew(id);
};

/** Tickets that were registered in the span are no more; nobody waits for them. */
const forget = async (run: FaultRun, { from }: LostSpan): Promise<{ readonly id: string; readonly number: string }[]> => {
  const asked = run.actor.log.operations.filter(({ type, settledAt, ticketId }) => type === 'registerTicket' && ticketId !== null && Date.parse(settledAt) >= from);
  const rows = await run.ledger.rows<{ id: string }>('select id from tickets where id = any($1)', [asked.map(({ ticketId }) => ticketId)]);
  const gone = run.tickets.filter(({ id }) => asked.some(({ ticketId }) => ticketId === id) && !rows.some((row) => row.id === id));
  for (const { id } of gone) run.simulation.tickets.delete(id);
  return gone.map(({ id, number }) => ({ id, number }));
};
