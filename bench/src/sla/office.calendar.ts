import type { Calendar } from '@mendline/sla';

/** Holidays of China in 2024 as dates that are closed, without the make-up days that no other library can express. */
export const holidays: readonly string[] = [
  '2024-01-01', '2024-02-12', '2024-02-13', '2024-02-14', '2024-02-15', '2024-02-16', '2024-04-04', '2024-04-05', '2024-05-01', '2024-05-02',
  '2024-05-03', '2024-06-10', '2024-09-16', '2024-09-17', '2024-10-01', '2024-10-02', '2024-10-03', '2024-10-04', '2024-10-07',
];

const name = { zh: '假日', en: 'holiday' };

/** Monday to Friday, 09:00–12:00 and 13:00–18:00. */
export const office = (zone: string, makeUp: readonly string[] = []): Calendar => ({
  code: 'office',
  version: 1,
  name: { zh: '办公', en: 'office' },
  zone,
  periods: [{ validFrom: null, week: [1, 2, 3, 4, 5].flatMap((day) => [{ day, from: '09:00', to: '12:00' }, { day, from: '13:00', to: '18:00' }]) }],
  overrides: [...holidays.map((date) => ({ date, name, kind: 'closed' as const })), ...makeUp.map((date) => ({ date, name, kind: 'workday' as const }))],
});
