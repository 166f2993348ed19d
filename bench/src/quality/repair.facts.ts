import { randomUUID } from 'node:crypto';
import {
  clockStarted, clockStopped, factDefinitions, ticketEntitled, ticketRegistered, ticketTransitioned, visitAccepted, visitClosed, visitFaultLocated, visitMarked, visitOpened, visitScheduled,
  visitTested, type FactDefinition,
} from '@mendline/contracts/facts';

/** A message as a service would publish it. */
export interface FactMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
}

/** Facts of one whole repair: definition, minute, and what differs from the definition's example. */
type Step = readonly [definition: FactDefinition, minute: number, data: object];

const statuses = ['reviewed', 'assigned', 'contacted', 'planned', 'consented', 'dispatched', 'scheduled', 'arrived', 'solved', 'result-told', 'confirmed', 'archived'] as const;
const clocks = ['review', 'contact', 'plan', 'arrival'] as const;

const clock = (target: string, minute: number): readonly Step[] => [
  [clockStarted, minute, { clockId: target, target, round: 0 }],
  [clockStopped, minute + 4, { clockId: target, target, round: 0 }],
];

const visit: readonly Step[] = [
  [visitOpened, 30, {}], [visitScheduled, 31, {}], [visitMarked, 40, { node: 'departed' }], [visitMarked, 50, { node: 'arrived' }], [visitFaultLocated, 55, {}], [visitTested, 70, {}],
  [visitAccepted, 75, {}], [visitClosed, 80, {}],
];

const life: readonly Step[] = [
  [ticketRegistered, 0, { kind: 'repair', faultClass: 'hardware', batch: 'B2403' }],
  [ticketEntitled, 0, {}],
  ...clocks.flatMap((target, n) => clock(target, n * 8)),
  ...statuses.map((to, n): Step => [ticketTransitioned, n * 8, { from: statuses[n - 1] ?? 'registered', to, kind: 'repair', satisfaction: to === 'confirmed' ? 100 : null }]),
  ...visit,
];

/** Facts of one repair. */
export const factsOfRepair = life.length;

const begin = Date.UTC(2024, 0, 1);
const ulid = (n: number): string => `01J9${n.toString(32).toUpperCase().replace(/[ILOU]/g, 'Z').padStart(22, '0')}`;

const messageOf = (tenant: string, n: number, [definition, minute, data]: Step, version: number): FactMessage => {
  const ticketId = `cn1_${ulid(n)}`;
  const visits = definition.topic.startsWith('field-service.');
  const time = new Date(begin + (n + minute) * 60_000).toISOString();
  const told = { ...(definition.example as object), ...data, ...('clockId' in data && { clockId: `${ticketId}:${String(data.clockId)}:0` }), ...(visits && { visitId: `${ticketId}.v1` }) };
  const device = definition === ticketRegistered ? { deviceId: `dv_${n % 5_000}` } : {};
  const envelope = {
    specversion: '1.0', id: randomUUID(), type: definition.type, source: '/mendline/cn1/bench', subject: ticketId, time, tenantid: tenant, cell: 'cn1', incarnation: 1,
    aggregateid: visits ? `${ticketId}.v1` : ticketId, aggregateversion: version, ...(!visits && { ticketseq: version }), data: { ...told, ...device },
  };
  return { topic: definition.topic, key: ticketId, value: JSON.stringify(envelope) };
};

/** Facts of so many repairs of a tenant, those of one ticket in their order, tickets one after the other as they come in. */
export const repairMessages = (tenant: string, repairs: number): FactMessage[] =>
  Array.from({ length: repairs }, (_, n) => {
    const versions = new Map<string, number>();
    return life.map((step) => {
      const [{ topic }] = step;
      const version = (versions.get(topic) ?? 0) + 1;
      versions.set(topic, version);
      return messageOf(tenant, n, step, version);
    });
  }).flat();

/** Topics that the messages go to. */
export const repairTopics: readonly string[] = [...new Set(life.map(([{ topic }]) => topic))].filter((topic) => factDefinitions.some((definition) => definition.topic === topic));
