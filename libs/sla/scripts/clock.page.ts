import { CalendarBook, explainTicket, explanationText } from '../src/index.js';
import type { Explanation, Labels, PolicyVersion, TargetRule, TicketFacts } from '../src/index.js';
import { chinaOffice } from '../test/fixtures/china.calendar.js';

const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`);

const rule = (code: string, more: Pick<TargetRule, 'clock' | 'source' | 'startEvent' | 'stopEvent'>): TargetRule => ({ code, stage: code, pauseOn: ['waiting-for-parts'], levels: [], ...more });

const policy: PolicyVersion = {
  pack: 'handbook',
  version: 3,
  roundEvents: ['reopened'],
  targets: [
    rule('repair', { startEvent: 'approved', stopEvent: 'completed', source: 'project', clock: { type: 'business', minutes: 24 * 60, calendar: 'cn-office' } }),
    rule('return-visit', { startEvent: 'completed', stopEvent: 'visited', source: 'A6-17', clock: { type: 'working-days', days: 3, calendar: 'cn-office' } }),
    rule('archive', { startEvent: 'completed', stopEvent: 'archived', source: 'A6-20', clock: { type: 'wall-time', at: '17:00', zone: 'Asia/Shanghai', calendar: 'cn-office' } }),
  ],
};

const ticket: TicketFacts = {
  ticketId: 'example',
  events: [{ event: 'approved', at: at('2024-09-28 15:00') }, { event: 'completed', at: at('2024-10-11 17:30') }],
  holds: [{ reason: 'waiting-for-parts', from: at('2024-09-30 11:00'), to: at('2024-10-08 15:00') }],
  changes: [{ at: at('2024-09-28 10:00'), priority: 'normal', kind: 'repair', policy }],
  anchors: [],
};

const labels: Labels = {
  repair: { zh: '维修', en: 'repair' },
  'return-visit': { zh: '回访', en: 'return visit' },
  archive: { zh: '归档', en: 'archive' },
  approved: { zh: '方案已批准', en: 'plan approved' },
  completed: { zh: '服务完成', en: 'service completed' },
  visited: { zh: '已回访', en: 'return visit made' },
  archived: { zh: '已归档', en: 'archived' },
  'waiting-for-parts': { zh: '等待备件', en: 'parts' },
};

const explained = (stage: string): Explanation => {
  const found = explainTicket(ticket, stage, new CalendarBook([chinaOffice]), { zone: 'Asia/Shanghai' });
  if (found === undefined) throw new Error(stage);
  return found;
};

const block = (stage: string, language: 'zh' | 'en'): string => ['```', ...explanationText(explained(stage), language, labels), '```'].join('\n');

/** docs/how-a-clock-is-computed.md: the rules in words, and an example that `explainTicket` computes. */
export const clockPage = (): string => `# How a clock is computed

Written by \`libs/sla/scripts/write-clock-page.ts\`; a test compares it. The code is libs/sla, its proof libs/sla/test.

Every due time, elapsed time, time left and breach is a pure function of three things: the **facts** of the ticket (events, pauses with their reasons, changes of priority, kind
and policy, appointments, each with its instant), the **policy version** that holds, and the **calendar version**. Nothing that was computed is kept as an input: a visit
that is recorded late, or a holiday that is announced late, gives the same answer as if it had been known at once.

## The rules

| question | answer |
| --- | --- |
| when is a calendar open? | whenever the zone's clocks show a time inside one of its windows. A time that clocks jump over is worked by nobody, a time they show twice is worked twice |
| to which day does a night shift belong? | to the day on which it begins; an override of a date replaces the windows that begin on it |
| when is working time used up at closing time due? | at the closing, not at the next opening |
| when does a working day begin to count? | a start after the cut-off (else after the closing), or on a day off, counts as made at the opening of the next working day |
| what does a pause do? | it stops a clock that counts time, wherever its calendar is open; a deadline that is a date or a time of day moves only when it falls into the pause |
| and a pause that begins at the due instant? | the clock is held, as a stop there would be in time; it is due at the first open instant after the pause |
| which pauses count? | those whose reason the target lists; overlapping ones once |
| what does a change of priority, kind or policy do? | the new number counts from the clock's own start, pauses included; nobody is late before the change, and who was late stays late unless the new number says otherwise |
| and a reopening? | it opens a new round: open clocks end without a result, those that start again have their whole time |
| when is a clock late? | from the first millisecond after due; given to the minute, from the first minute after it |
| where clocks jump over 17:00 or show it twice? | the instant of the jump; the first of the two that is not before the start |
| how far may due lie? | 100 years; beyond that, and for a calendar that never opens, a coded error |

## An example over 国庆

A plan is approved on Saturday 28 September 2024. The office works 09:00–12:00 and 13:00–18:00; Sunday the 29th and Saturday 12 October are make-up workdays, 1–7 October is
closed. From the 30th, 11:00 to 8 October, 15:00 the repair waits for parts.

${block('repair', 'en')}

${block('repair', 'zh')}

The return visit is due three working days after completion on Friday the 11th; the make-up Saturday is one of them.

${block('return-visit', 'en')}

The archive run of that day is over at 17:30: the next one is on the make-up Saturday.

${block('archive', 'en')}
`;
