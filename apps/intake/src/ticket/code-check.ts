import { invalid } from '@mendline/contracts';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { sanitizeText } from '@mendline/platform/graphql';

/** Lists of codes in a pack that commands name. */
export type CodeList = 'priorities' | 'outcomes' | 'channels' | `reasons.${keyof PolicyPack['reasons']}`;

const codesOf = (pack: PolicyPack, list: CodeList): readonly { code: string }[] => {
  switch (list) {
    case 'priorities':
      return pack.priorities;
    case 'outcomes':
      return pack.outcomes;
    case 'channels':
      return pack.channels;
    default:
      return pack.reasons[list.slice('reasons.'.length) as keyof PolicyPack['reasons']];
  }
};

/** Throws DomainError `ticket.unknown-code` for a code that the pack does not have. Null = not given. */
export const checkCode = (pack: PolicyPack, list: CodeList, field: string, value: string | null): void => {
  if (value !== null && !codesOf(pack, list).some(({ code }) => code === value)) {
    throw invalid('ticket.unknown-code', { field, value: value.slice(0, 40) });
  }
};

/** Cleans what a person wrote with a command; null when there is nothing. */
export const checkText = (text: string | null): string | null => (text === null ? null : sanitizeText(text, { max: 4_000 }) || null);
