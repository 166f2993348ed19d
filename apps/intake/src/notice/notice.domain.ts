import { durationMs } from '@mendline/contracts/policy-pack';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import type { TicketFlow, TicketKind } from '@mendline/contracts/ticket';
import { DateTime } from 'luxon';
import { missingInWords } from '../archive/record.domain.js';
import { packClockOf, targetsOf } from '../clock/target.domain.js';

interface Texts {
  readonly zh: string;
  readonly en: string;
}

type Language = keyof Texts;

/** What a text may say of a ticket. */
export interface Told {
  readonly number: string;
  readonly kind: TicketKind;
  readonly priority: string;
  readonly reasonCode: string | null;
  readonly flow: Partial<Pick<TicketFlow, 'visit'>>;
}

const labelOf = (list: readonly { code: string; label: Texts }[], code: string | null, language: Language): string =>
  list.find((entry) => entry.code === code)?.label[language] ?? code ?? '';

/** The agreed window of the visit in the pack's zone, for example `2024-05-02 09:00–11:00` [A7-10]; empty where none is agreed. */
export const windowOf = ({ zone }: PolicyPack, { flow }: Pick<Told, 'flow'>): string => {
  const window = flow.visit?.window;
  if (!window) return '';
  const [from, to] = [window.from, window.to].map((at) => DateTime.fromISO(at, { zone }));
  if (!from || !to) return '';
  return `${from.toFormat('yyyy-MM-dd HH:mm')}–${to.toFormat(from.hasSame(to, 'day') ? 'HH:mm' : 'yyyy-MM-dd HH:mm')}`;
};

const units = [
  { ms: 86_400_000, zh: '天', en: 'd' },
  { ms: 3_600_000, zh: '小时', en: 'h' },
  { ms: 60_000, zh: '分钟', en: 'min' },
  { ms: 1000, zh: '秒', en: 's' },
] as const;

const lengthInWords = (ms: number, language: Language): string => {
  const unit = units.find((candidate) => ms % candidate.ms === 0) ?? units[3];
  return `${Math.ceil(ms / unit.ms)} ${unit[language]}`;
};

/** Within what the customer is contacted, by the pack's target for it [A7-9]. */
const withinOf = (pack: PolicyPack, { kind, priority }: Told, language: Language): string => {
  const target = targetsOf(pack, kind).get('contact');
  const clock = target && packClockOf(target, priority);
  if (clock?.type === 'elapsed') return lengthInWords(durationMs(clock.duration), language);
  if (clock?.type === 'business') return `${lengthInWords(durationMs(clock.duration), language)}${{ zh: '（工作时间）', en: ' of working time' }[language]}`;
  return { zh: '约定时间', en: 'the agreed time' }[language];
};

/** Fills a notice's placeholders: {number}, {reason}, {target}, {priority}, {window}, {within}, {missing}. Only numbers and labels of the pack, never personal data. */
export const noticeText = (text: Texts, pack: PolicyPack, ticket: Told, data: object): Texts => {
  const reasons = Object.values(pack.reasons).flat();
  const target = 'target' in data ? String(data.target) : null;
  const missing = 'missing' in data && Array.isArray(data.missing) ? data.missing.map(String) : [];
  const fill = (language: Language): string =>
    text[language]
      .replaceAll('{number}', ticket.number)
      .replaceAll('{reason}', labelOf(reasons, ticket.reasonCode, language))
      .replaceAll('{target}', labelOf([...targetsOf(pack, ticket.kind).values()], target, language))
      .replaceAll('{priority}', labelOf(pack.priorities, ticket.priority, language))
      .replaceAll('{window}', windowOf(pack, ticket))
      .replaceAll('{within}', withinOf(pack, ticket, language))
      .replaceAll('{missing}', missingInWords(missing, language));
  return { zh: fill('zh'), en: fill('en') };
};
