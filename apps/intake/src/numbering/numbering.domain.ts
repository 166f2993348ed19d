import type { NumberingScheme } from '@mendline/contracts/policy-pack';
import { DateTime } from 'luxon';

const periodFormat: Record<NumberingScheme['reset'], string> = { day: 'yyyyMMdd', month: 'yyyyMM', year: 'yyyy', never: "'all'" };

/** The counting period of an instant, in the scheme's zone [C1]. */
export const periodOf = (scheme: NumberingScheme, at: Date): string =>
  DateTime.fromJSDate(at, { zone: scheme.zone }).toFormat(periodFormat[scheme.reset]);

/** A display number: prefix, date in the scheme's zone, separator, serial of at least the width [A2-14, A2-15]. */
export const displayNumber = (scheme: NumberingScheme, at: Date, serial: bigint): string => {
  const date = scheme.datePattern
    ? DateTime.fromJSDate(at, { zone: scheme.zone }).toFormat(scheme.datePattern.replace('YYYY', 'yyyy').replace('DD', 'dd'))
    : '';
  return `${scheme.prefix}${date}${scheme.separator}${serial.toString().padStart(scheme.width, '0')}`;
};
