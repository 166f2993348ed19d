import { newKey } from './running.intake.js';
import type { Answer, Caller, RunningIntake } from './running.intake.js';

const mutation = 'mutation ($input: SetCalendarInput!) { setCalendar(input: $input) { state calendar { code version region customerId } } }';

/** Monday to Friday, 09:00–12:00 and 13:00–18:00 in Shanghai, as a caller says it. */
export const office = (more: object = {}): object => ({
  code: 'office', title: { zh: '办公日历', en: 'office' }, zone: 'Asia/Shanghai',
  periods: [{ validFrom: null, week: [1, 2, 3, 4, 5].flatMap((day) => [{ day, from: '09:00', to: '12:00' }, { day, from: '13:00', to: '18:00' }]) }],
  overrides: [],
  ...more,
});

/** Sets a calendar. */
export const setCalendar = (intake: RunningIntake, calendar: object, by: Caller = { roles: ['administrator'], personId: 'p_admin' }): Promise<Answer> =>
  intake.ask(by, mutation, { input: { key: newKey(), calendar } });
