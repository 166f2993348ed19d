import { invalid } from '@mendline/contracts';
import { sanitizeText } from '@mendline/platform/graphql';
import { DateTime } from 'luxon';

/** What people say of a device, beyond its serial number. Null = not said. */
export interface DeviceFields {
  readonly brand: string | null;
  readonly model: string | null;
  readonly category: string | null;
  readonly batch: string | null;
  readonly purchasedOn: string | null;
  readonly installedOn: string | null;
  readonly acceptedOn: string | null;
  readonly contractFrom: string | null;
  readonly contractUntil: string | null;
}

const words = ['brand', 'model', 'category', 'batch'] as const;
const days = ['purchasedOn', 'installedOn', 'acceptedOn', 'contractFrom', 'contractUntil'] as const;
export const deviceFields = [...words, ...days] as const;

/** The fields of a device out of a larger input; left out = null. */
export const deviceFieldsOf = (input: { readonly [F in keyof DeviceFields]?: string | null | undefined }): DeviceFields =>
  Object.fromEntries(deviceFields.map((field) => [field, input[field] ?? null])) as unknown as DeviceFields;

/** Cleans words and checks days. Throws `device.date-invalid`, `device.contract-reversed`. */
export const checkDeviceFields = (fields: DeviceFields): DeviceFields => {
  const clean = (text: string | null): string | null => (text === null ? null : sanitizeText(text, { max: 120 }) || null);
  for (const field of days) checkDay(field, fields[field]);
  if (fields.contractFrom && fields.contractUntil && fields.contractFrom > fields.contractUntil) throw invalid('device.contract-reversed');
  return { ...fields, brand: clean(fields.brand), model: clean(fields.model), category: clean(fields.category), batch: clean(fields.batch) };
};

const dayForm = /^\d{4}-\d{2}-\d{2}$/;

const checkDay = (field: string, day: string | null): void => {
  if (day !== null && !(dayForm.test(day) && DateTime.fromISO(day, { zone: 'utc' }).isValid)) throw invalid('device.date-invalid', { field, value: day.slice(0, 40) });
};

/** What a later registration adds: known fields stay as they are, for a correction is a command of its own. */
export const withUnknown = <D extends DeviceFields>(device: D, said: DeviceFields): D => {
  const added = Object.fromEntries(deviceFields.filter((field) => device[field] === null && said[field] !== null).map((field) => [field, said[field]]));
  return { ...device, ...added };
};

/** What identifies a device, and apart from it, in words, the days that a warranty would follow from. */
export const withoutClaims = (fields: DeviceFields): { readonly known: DeviceFields; readonly claims: readonly string[] } => ({
  known: { ...fields, ...Object.fromEntries(days.map((day) => [day, null])) },
  claims: days.flatMap((day) => (fields[day] === null ? [] : [`${day}: ${fields[day]}`])),
});

/** The last three characters of a serial number: enough to tell two devices of a customer apart. */
export const maskSerial = (serial: string): string => (serial.length > 5 ? `***${serial.slice(-3)}` : '***');
