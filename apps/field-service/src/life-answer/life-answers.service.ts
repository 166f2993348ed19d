import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What the life of a ticket asks for. */
export interface Asked {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly what:
    | 'open-visit' | 'schedule-visit' | 'mark-visit' | 'close-visit' | 'open-remote-session' | 'close-remote-session' | 'abandon-remote-session' | 'submit-plan' | 'settle-plan';
  /** The command, the owed step, or what is opened or abandoned once in its life: the same in every attempt. Undefined from engines that began before steps said it. */
  readonly key: string | undefined;
}

export interface LifeAnswer {
  readonly refusal: string | null;
}

const claim = `
  insert into life_answers (tenant_id, ticket_id, key, answered_at) values ($1, $2, $3, clock_timestamp())
  on conflict do nothing returning 1`;
const note = 'update life_answers set refusal = $4 where tenant_id = $1 and ticket_id = $2 and key = $3';
const read = 'select refusal from life_answers where tenant_id = $1 and ticket_id = $2 and key = $3';

/**
 * Does what the lives of tickets ask for, each thing once. An attempt that comes late, from a process that was frozen while another did the work, gets
 * the answer of then, refusals too, and undoes nothing that came since.
 */
@Injectable()
export class LifeAnswers {
  constructor(private readonly database: Database) {}

  /** The job's answer, or the one that it gave before; job and memory of it are one transaction. */
  once({ tenantId, ticketId, what, key }: Asked, job: (em: EntityManager) => Promise<LifeAnswer>): Promise<LifeAnswer> {
    return this.database.tx(tenantId, async (em) => {
      if (key === undefined) return job(em);
      const asked = [tenantId, ticketId, `${what}/${key}`];
      // An attempt that runs beside this one is waited for here.
      const claimed = await em.query<unknown[]>(claim, asked);
      if (claimed.length === 0) return { refusal: (await em.query<LifeAnswer[]>(read, asked))[0]?.refusal ?? null };
      const answer = await job(em);
      if (answer.refusal !== null) await em.query(note, [...asked, answer.refusal]);
      return answer;
    });
  }
}
