export const DAY_MS = 24 * 60 * 60_000;

/** A date without time or zone, as the milliseconds of its midnight in UTC. */
export type LocalDay = number;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** `2024-10-01` as a day; undefined for what is no date of the calendar. */
export function parseDate(text: string): LocalDay | undefined {
  const [, year, month, day] = DATE.exec(text) ?? [];
  const parsed = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return Number.isNaN(parsed) || dateText(parsed) !== text ? undefined : parsed;
}

/** `2024-10-01`. */
export function dateText(day: LocalDay): string {
  return new Date(day).toISOString().slice(0, 10);
}

/** `HH:MM`, 00:00 to 23:59, as minutes after midnight; undefined for anything else. */
export function parseTime(text: string): number | undefined {
  const [, hours, minutes] = TIME.exec(text) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

/** The day of a local time. */
export function dayOf(local: number): LocalDay {
  return Math.floor(local / DAY_MS) * DAY_MS;
}

/** ISO: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: LocalDay): number {
  return ((((day / DAY_MS + 3) % 7) + 7) % 7) + 1;
}

/** The day of a month, counted from the month of `day`; the month's last day where it has none such. */
export function dayOfMonth(day: LocalDay, months: number, dayNumber: number): LocalDay {
  const date = new Date(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(dayNumber, length));
}
