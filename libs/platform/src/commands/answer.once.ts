import type { EntityManager } from 'typeorm';

/** The answer to what a ticket's life asks of an owner: a refusal is a value. */
export interface PartAnswer {
  readonly refusal: string | null;
}

/** The table in which a service remembers what it answered, and its columns of what that was about and of which asking. Beside them it has `tenant_id`, `refusal`, `answered_at`. */
export interface AnswerMemory {
  readonly table: string;
  readonly subject: string;
  readonly key: string;
}

/** What is asked for. */
export interface Asking {
  readonly tenantId: string;
  readonly subject: string;
  /** The command, or the owed step: the same in every attempt. Undefined where the asker does not say it: then nothing is remembered. */
  readonly key: string | undefined;
}

export const done: PartAnswer = { refusal: null };

/**
 * Does a job once: its answer, or the one that it gave before. An attempt that comes late, from a process that was frozen while another did the work, gets the
 * answer of then, refusals too, and undoes nothing that came since. In the caller's transaction; an attempt that runs beside this one is waited for.
 */
export const answerOnce = async (em: EntityManager, { table, subject, key }: AnswerMemory, asking: Asking, job: () => Promise<PartAnswer>): Promise<PartAnswer> => {
  if (asking.key === undefined) return job();
  const asked = [asking.tenantId, asking.subject, asking.key];
  const where = `where tenant_id = $1 and ${subject} = $2 and ${key} = $3`;
  const claimed = await em.query<unknown[]>(
    `insert into ${table} (tenant_id, ${subject}, ${key}, answered_at) values ($1, $2, $3, clock_timestamp()) on conflict do nothing returning 1`, asked,
  );
  if (claimed.length === 0) return (await em.query<PartAnswer[]>(`select refusal from ${table} ${where}`, asked))[0] ?? done;
  const answer = await job();
  if (answer.refusal !== null) await em.query(`update ${table} set refusal = $4 ${where}`, [...asked, answer.refusal]);
  return answer;
};
