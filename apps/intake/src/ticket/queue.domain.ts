import type { PolicyPack } from '@mendline/contracts/policy-pack';
import type { Role, TicketKind, Wait } from '@mendline/contracts/ticket';

/** The queue of a region that belongs to no single department. */
export const anyDepartment = '*';

/** In which queue a ticket stands that waits so; null outside queues. */
export const queueOf = (wait: Wait | null, kind: TicketKind, pack: Pick<PolicyPack, 'kinds'>): string | null =>
  wait === 'supervisor-assignment' || wait === 'claim' ? (pack.kinds.find((own) => own.kind === kind)?.queue?.department ?? anyDepartment) : null;

const ofEveryDepartment: readonly Role[] = ['supervisor', 'manager', 'department-manager', 'general-manager'];

/** Somebody who looks at queues: who leads looks at all of them, everybody else at those of the own department. */
export interface QueueVisitor {
  readonly roles: readonly Role[];
  readonly department: string | null;
}

/** The queues that somebody claims from; null = all of them. */
export const queuesOf = ({ roles, department }: QueueVisitor): readonly string[] | null =>
  roles.some((role) => ofEveryDepartment.includes(role)) ? null : [anyDepartment, ...(department === null ? [] : [department])];
