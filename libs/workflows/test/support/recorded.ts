import { eventually } from '@mendline/testing';
import type { RaisedEscalation } from '@mendline/testing/activities';
import { aCommand, people } from '@mendline/testing/ticket';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import type { Life, Lives } from './lives.js';

/** The targets that the recorded lives run under: due in a second, so that an escalation can be recorded. */
export const recordingTargets = [
  { code: 'review', start: 'registered', stop: 'reviewed', seconds: 1, levels: [{ percent: 100, recipientId: 'p_leader', raisePriority: 'urgent' }, { percent: 150, recipientId: 'p_supervisor' }] },
  { code: 'done', start: 'registered', stop: 'confirmed', seconds: 86_400, levels: [{ percent: 100, recipientId: 'p_supervisor' }] },
] as const;

type Recorder = (lives: Lives) => Promise<{ readonly life: Life; readonly runId?: string }>;

const raised = (lives: Lives, life: Life): readonly RaisedEscalation[] => lives.intake.escalations(life.ticketId);

const wholeLife: Recorder = async (lives) => {
  const life = await (await lives.ticket()).reaches('archived');
  await life.ended();
  return { life };
};

const escalated: Recorder = async (lives) => {
  const life = await lives.ticket();
  await eventually(() => raised(lives, life).length === 2);
  await life.until(({ priority }) => priority === 'urgent');
  await life.reaches('archived');
  await life.ended();
  return { life };
};

const rejected: Recorder = async (lives) => {
  const life = await (await lives.ticket({ settings: { maxRounds: 1 } })).reaches('reviewed');
  await life.until(({ flow }) => flow.offer !== null);
  await life.does('decline-offer');
  await life.until(({ flow }) => flow.offer !== null);
  await life.does('assign');
  for (const name of ['contact', 'finish-remote', 'answer', 'tell-result', 'reject', 'contact', 'finish-remote', 'answer', 'tell-result', 'reject', 'supervisor-review', 'archive'] as const) await life.does(name);
  await life.ended();
  return { life };
};

/** Cancelled while dispatch still searches: the late offer is withdrawn. */
const cancelled: Recorder = async (lives) => {
  lives.dispatch.slow();
  const life = await (await lives.ticket()).reaches('reviewed');
  await life.does('cancel');
  await eventually(() => lives.dispatch.calls.includes('settleOffer:withdrawn'));
  lives.dispatch.release();
  await life.does('archive');
  await life.ended();
  return { life };
};

const held: Recorder = async (lives) => {
  const life = await (await lives.ticket()).reaches('contacted');
  const [receivedAt, expectedEnd] = [0, 1_500].map((ms) => new Date(Date.now() + ms).toISOString());
  await life.send(aCommand('hold', { expectedEnd: expectedEnd ?? '' }, { receivedAt: receivedAt ?? '' }));
  await life.until(({ flow }) => flow.hold === null);
  await life.reaches('archived');
  await life.ended();
  return { life };
};

/** The run that began anew before the long wait for the archive, and what came to it. */
const continuedAsNew: Recorder = async (lives) => {
  const life = await lives.ticket();
  const runId = async (): Promise<string> => (await lives.client.getHandle(life.workflowId).describe()).runId;
  const first = await runId();
  await life.reaches('supervisor-reviewed');
  await eventually(async () => (await runId()) !== first);
  await life.does('archive');
  await life.ended();
  return { life };
};

const endedByContinuing: Recorder = async (lives) => {
  const life = await lives.ticket();
  const { runId } = await lives.client.getHandle(life.workflowId).describe();
  await life.reaches('supervisor-reviewed');
  await eventually(async () => (await lives.client.getHandle(life.workflowId).describe()).runId !== runId);
  return { life, runId };
};

/** A repair with most of what can be: an engineer who declines, a plan changed on site, a second visit for a part, another engineer. */
const repaired: Recorder = async (lives) => {
  const life = await (await lives.repair()).reaches('consented');
  await life.asked('p_lei');
  await life.does('decline-visit');
  await life.asked('p_wu');
  await life.reaches('arrived');
  await life.does('plan', { approval: true, consent: true });
  for (const name of ['approve-plan', 'consent'] as const) await life.does(name);
  await life.does('finish-visit', { outcome: 'needs-parts', reasonCode: 'pump' });
  await life.reaches('scheduled');
  await life.does('assign-engineer', { engineerId: 'p_wu' });
  for (const name of ['agree-window', 'depart', 'call-ahead', 'arrive', 'finish-visit'] as const) await life.does(name);
  await life.reaches('archived');
  await life.ended();
  return { life };
};

/** Cancelled while an engineer is under way: window, visit and parts are given back. */
const cancelledOnTheWay: Recorder = async (lives) => {
  const life = await (await lives.repair()).reaches('scheduled');
  for (const name of ['depart', 'cancel', 'archive'] as const) await life.does(name);
  await life.ended();
  return { life };
};

/** Work has begun when the customer cancels: declined, asked for again, granted. */
const cancelRequested: Recorder = async (lives) => {
  const life = await (await lives.repair()).reaches('arrived');
  await life.does('cancel');
  await life.does('settle-cancel', { decision: 'decline', reasonCode: 'nearly-done' });
  for (const name of ['cancel', 'settle-cancel', 'archive'] as const) await life.does(name);
  await life.ended();
  return { life };
};

/** A quality complaint that a repair comes before, and whose return visit leads to a complaint about the service. */
const complained: Recorder = async (lives) => {
  const life = await (await lives.complaint('complaint-quality', { flow: { accused: ['p_lei'] } })).reaches('contacted');
  await life.does('link', { relation: 'waits-for' });
  await life.does('linked-ended', { ticketId: life.row.flow.waitsFor?.[0] ?? '' });
  await life.reaches('confirmed');
  await life.does('return-visit', { result: 'ng', reasonCode: 'attitude', complaint: 'complaint-service' });
  await life.reaches('archived');
  await life.ended();
  return { life };
};

/** Nobody takes it, so somebody claims it from the queue. */
const claimed: Recorder = async (lives) => {
  const { candidates } = lives.dispatch;
  lives.dispatch.candidates = [];
  const life = await (await lives.ticket()).reaches('reviewed');
  await life.until(({ flow }) => flow.queue !== null);
  lives.dispatch.candidates = candidates;
  await life.does('claim');
  await life.reaches('archived');
  await life.ended();
  return { life };
};

/** Taken up again after the return visit, and handled once more. */
const reopened: Recorder = async (lives) => {
  const life = await (await lives.ticket()).reaches('return-visited');
  const { runId } = await lives.client.getHandle(life.workflowId).describe();
  await life.does('reopen');
  await life.reaches('archived');
  await life.ended();
  return { life, runId };
};

/** Merged into another ticket while a visit is agreed: window, visit and parts are given back. */
const merged: Recorder = async (lives) => {
  const life = await (await lives.repair()).reaches('scheduled');
  for (const name of ['merge', 'archive'] as const) await life.does(name);
  await life.ended();
  return { life };
};

/** A question that turns out to need a visit goes on as a repair. */
const kindChanged: Recorder = async (lives) => {
  const life = await (await lives.ticket()).reaches('answered');
  await life.does('change-kind');
  await life.reaches('archived');
  await life.ended();
  return { life };
};

/** One of several devices: the engineer who comes for another one is sent, though somebody else is asked. */
const severalDevices: Recorder = async (lives) => {
  const life = await (await lives.repair()).reaches('consented');
  await life.asked('p_lei');
  await life.does('assign-engineer', { engineerId: 'p_wu' });
  await life.reaches('archived');
  await life.ended();
  return { life };
};

/** Given away with everything that its owner has at the end of a shift, on hold, and given back at the beginning of the next. */
const handedOver: Recorder = async (lives) => {
  const life = await (await lives.ticket()).reaches('contacted');
  const owner = life.row.ownerId ?? '';
  await life.does('hold', { expectedEnd: new Date(Date.now() + 86_400_000).toISOString() });
  for (const ownerId of ['p_hua', owner]) {
    const { state } = await life.send(aCommand('hand-over', { ownerId }, { actor: people.supervisor }));
    if (state !== 'DONE') throw new Error(`not handed over to ${ownerId}`);
  }
  await life.does('resume');
  await life.reaches('archived');
  await life.ended();
  return { life };
};

/** Lives worth keeping replayable, by the name of their history file. */
export const recorders: Readonly<Record<string, Recorder>> = {
  happy: wholeLife,
  escalated,
  'rejected-rework': rejected,
  'cancelled-in-search': cancelled,
  held,
  'continued-as-new': continuedAsNew,
  'ended-by-continuing': endedByContinuing,
  repaired,
  'cancelled-on-the-way': cancelledOnTheWay,
  complained,
  'cancel-requested': cancelRequested,
  claimed,
  reopened,
  merged,
  'kind-changed': kindChanged,
  'several-devices': severalDevices,
  'handed-over': handedOver,
};

/** Lets a life be lived and fetches its history. */
export const record = async (lives: Lives, recorder: Recorder): Promise<History> => {
  const { life, runId } = await recorder(lives);
  return lives.client.getHandle(life.workflowId, runId).fetchHistory();
};
