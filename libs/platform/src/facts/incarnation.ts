import type { EntityManager } from 'typeorm';

/** The life of this database that its facts belong to; a restore begins a new one. */
export const currentIncarnation = async (em: EntityManager): Promise<number> => {
  const rows = await em.query<{ number: number }[]>('select max(number) as number from incarnation');
  return rows[0]?.number ?? 1;
};

/**
 * Begins a new incarnation after a restore, before any service writes. Readers fold by (incarnation, ticketSeq,
 * aggregateVersion) and so drop what the restore has lost. Needs a system transaction. Answers the new number.
 */
export const raiseIncarnation = async (em: EntityManager, reason: string): Promise<number> => {
  const rows = await em.query<{ number: number }[]>('select raise_incarnation($1) as number', [reason]);
  const number = rows[0]?.number;
  if (number === undefined) throw new Error('the incarnation was not raised');
  return number;
};
