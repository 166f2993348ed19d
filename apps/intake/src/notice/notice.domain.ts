import type { PolicyPack } from '@mendline/contracts/policy-pack';

interface Texts {
  readonly zh: string;
  readonly en: string;
}

/** What a text may say of a ticket. */
interface Told {
  readonly number: string;
  readonly reasonCode: string | null;
}

const labelOf = (list: readonly { code: string; label: Texts }[], code: string | null, language: keyof Texts): string =>
  list.find((entry) => entry.code === code)?.label[language] ?? code ?? '';

/** Fills a notice's placeholders: {number}, {reason}, {target}. Only numbers and labels of the pack, never personal data. */
export const noticeText = (text: Texts, pack: PolicyPack, ticket: Told, data: object): Texts => {
  const reasons = Object.values(pack.reasons).flat();
  const target = 'target' in data ? String(data.target) : null;
  const fill = (language: keyof Texts): string =>
    text[language]
      .replaceAll('{number}', ticket.number)
      .replaceAll('{reason}', labelOf(reasons, ticket.reasonCode, language))
      .replaceAll('{target}', labelOf(pack.targets, target, language));
  return { zh: fill('zh'), en: fill('en') };
};
