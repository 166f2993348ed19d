const pattern = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/** ISO 8601 duration of days (24 h each), hours, minutes and seconds, for example `PT15M`, `P3D`, `-PT5M`. */
export const isDuration = (value: string): boolean => pattern.test(value) && /\d/.test(value);

/** Milliseconds of an ISO 8601 duration. Throws `TypeError` on any other text: validate first. */
export const durationMs = (value: string): number => {
  const match = pattern.exec(value);
  if (!match || !/\d/.test(value)) throw new TypeError(`duration ${value}`);
  const [, sign, days, hours, minutes, seconds] = match;
  const total = Number(days ?? 0) * 86_400_000 + Number(hours ?? 0) * 3_600_000 + Number(minutes ?? 0) * 60_000 + Number(seconds ?? 0) * 1000;
  return sign === '-' ? -total : total;
};
