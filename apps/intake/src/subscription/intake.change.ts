import { z } from 'zod';

/** Channel of the database on which committed changes are told. */
export const changesChannel = 'intake_changes';

const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ticket'), tenant: z.string(), id: z.string() }),
  z.object({ kind: z.literal('notice'), tenant: z.string(), id: z.string(), recipient: z.string() }),
  z.object({ kind: z.literal('at-risk'), tenant: z.string(), ticketId: z.string(), target: z.string(), round: z.int(), lap: z.int() }),
  z.object({ kind: z.literal('escalation'), tenant: z.string(), ticketId: z.string(), target: z.string(), round: z.int(), lap: z.int().default(0), level: z.int(), recipient: z.string() }),
]);

/** A committed change, in ids. */
export type IntakeChange = z.infer<typeof changeSchema>;
export type EscalationChange = Extract<IntakeChange, { kind: 'escalation' }>;
export type RiskChange = Extract<IntakeChange, { kind: 'at-risk' }>;

/** Reads what the database told; null for anything else on the channel. */
export const readChange = (payload: string): IntakeChange | null => {
  try {
    return changeSchema.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
};

/** Whom a change concerns, as a name; tenants never share one. */
export const topicOf = (change: IntakeChange): string => {
  switch (change.kind) {
    case 'ticket':
      return ticketTopic(change.tenant, change.id);
    case 'notice':
      return noticeTopic(change.tenant, change.recipient);
    case 'escalation':
      return escalationTopic(change.tenant);
    case 'at-risk':
      return riskTopic(change.tenant);
  }
};

export const ticketTopic = (tenant: string, ticketId: string): string => JSON.stringify(['ticket', tenant, ticketId]);
export const noticeTopic = (tenant: string, recipient: string): string => JSON.stringify(['notice', tenant, recipient]);
export const riskTopic = (tenant: string): string => JSON.stringify(['at-risk', tenant]);
export const escalationTopic = (tenant: string): string => JSON.stringify(['escalation', tenant]);
