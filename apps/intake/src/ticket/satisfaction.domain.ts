import { invalid } from '@mendline/contracts';
import type { PolicyPack } from '@mendline/contracts/policy-pack';

/**
 * The 0–100 score of a satisfaction level [C7]; null = not asked. A level below the pack's threshold needs the customer's
 * reason in words [A10-8]. Throws `ticket.unknown-code` and `satisfaction.reason-missing`.
 */
export const scoreOf = (pack: PolicyPack, level: string | null, comment: string | null): number | null => {
  if (level === null) return null;
  const known = pack.satisfaction.levels.find(({ code }) => code === level);
  if (!known) throw invalid('ticket.unknown-code', { field: 'satisfaction', value: level.slice(0, 40) });
  if (known.score < pack.satisfaction.reasonBelow && !comment?.trim()) throw invalid('satisfaction.reason-missing');
  return known.score;
};
