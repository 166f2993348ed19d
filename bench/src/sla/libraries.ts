import { createRequire } from 'node:module';
import { holidays } from './office.calendar.js';

/** A library of npm that adds working minutes to an instant, in the zone of the process. */
export interface BusinessTimeLibrary {
  readonly name: string;
  readonly due: (start: Date, minutes: number) => Date;
}

interface Moment {
  toDate(): Date;
  addBusinessMinutes(minutes: number): Moment;
  addWorkingTime(minutes: number, unit: 'minutes'): Moment;
}

interface Dayjs {
  (at: Date): Moment;
  extend(plugin: unknown): void;
  setHolidays(dates: readonly string[]): void;
  setBusinessTime(week: Readonly<Record<string, unknown>>): void;
}

interface MomentLibrary {
  (at: Date): Moment;
  updateLocale(locale: string, data: Readonly<Record<string, unknown>>): void;
}

const require = createRequire(import.meta.url);
const versionOf = (name: string): string => (require(`${name}/package.json`) as { readonly version: string }).version;

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const isWorked = (_name: string, index: number): boolean => index > 0 && index < 6;

const dayjsBusinessTime = (): BusinessTimeLibrary => {
  const dayjs = require('dayjs') as Dayjs;
  dayjs.extend(require('dayjs-business-time'));
  dayjs.setHolidays(holidays);
  const segments = [{ start: '09:00:00', end: '12:00:00' }, { start: '13:00:00', end: '18:00:00' }];
  dayjs.setBusinessTime(Object.fromEntries(days.map((day, index) => [day, isWorked(day, index) ? segments : null])));
  return { name: `dayjs-business-time ${versionOf('dayjs-business-time')}`, due: (start, minutes) => dayjs(start).addBusinessMinutes(minutes).toDate() };
};

const momentBusinessTime = (): BusinessTimeLibrary => {
  const moment = require('moment') as MomentLibrary;
  require('moment-business-time');
  const segments = ['09:00:00', '12:00:00', '13:00:00', '18:00:00'];
  moment.updateLocale('en', { workinghours: Object.fromEntries(days.map((day, index) => [index, isWorked(day, index) ? segments : null])), holidays });
  return { name: `moment-business-time ${versionOf('moment-business-time')}`, due: (start, minutes) => moment(start).addWorkingTime(minutes, 'minutes').toDate() };
};

/** The libraries that know working hours and holidays. */
export const workingHourLibraries = (): readonly BusinessTimeLibrary[] => [dayjsBusinessTime(), momentBusinessTime()];

/** The third one looked at counts whole days: it has no working hours to compare. */
export const wholeDayLibrary = (): string => `luxon-business-days ${versionOf('luxon-business-days')}`;
