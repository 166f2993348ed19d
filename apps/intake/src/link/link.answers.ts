import { invalid } from '@mendline/contracts';
import type { LinkAnswer } from '@mendline/platform/links';
import { scoreOf } from '../ticket/satisfaction.domain.js';
import type { TicketCommandInput } from '../ticket/ticket-command.service.js';

/** What a link may do to a ticket. */
export type LinkCommandName = 'confirm' | 'reject' | 'return-visit';

/** What of a command follows from the customer's answer. */
export type Given<N extends LinkCommandName> = Pick<TicketCommandInput<N>, 'name' | 'data' | 'codes'>;

/** Throws DomainError `link.nothing-said`. */
export const said = (answer: LinkAnswer, name: string): string => {
  const value = answer.field(name);
  if (value === null) throw invalid('link.nothing-said');
  return value;
};

export const confirmation = (answer: LinkAnswer): Given<'confirm'> => {
  const level = said(answer, 'satisfaction');
  return { name: 'confirm', data: (pack) => ({ evidence: 'click', satisfaction: scoreOf(pack, level, answer.field('comment')) }) };
};

export const rejection = (answer: LinkAnswer): Given<'reject'> => {
  const reasonCode = said(answer, 'reason');
  return { name: 'reject', data: { reasonCode }, codes: [{ list: 'reasons.rejection', field: 'reasonCode', value: reasonCode }] };
};

export const survey = (answer: LinkAnswer, result: 'ok' | 'ng'): Given<'return-visit'> => {
  const level = result === 'ok' ? said(answer, 'satisfaction') : null;
  const reasonCode = result === 'ng' ? said(answer, 'reason') : null;
  return {
    name: 'return-visit',
    data: (pack) => ({ reached: true, result, satisfaction: scoreOf(pack, level, answer.field('comment')), reasonCode }),
    codes: [{ list: 'reasons.rejection', field: 'reasonCode', value: reasonCode }],
  };
};
