import { invalid } from '@mendline/contracts';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { initialFlow, isComplaint, ticketKinds, waitOf } from '@mendline/contracts/ticket';
import type { LinkRelation, TicketFlow, TicketKind } from '@mendline/contracts/ticket';
import { sanitizeText } from '@mendline/platform/graphql';
import type { Contact } from '../customer/customer.domain.js';
import { checkDeviceFields, deviceFieldsOf, withoutClaims } from '../device/device.check.js';
import type { DeviceFields } from '../device/device.check.js';
import { checkDetails, detailsOf } from './registration-details.js';
import type { DetailsSaid, RegistrationDetails } from './registration-details.js';
import { queueOf } from './queue.domain.js';
import { newComplaint } from './complaint.record.js';
import type { Tie } from './ticket.tie.js';
import type { TicketRow } from './ticket.types.js';
import { settingsOf, severityOf } from './ticket.domain.js';

/** A request as it comes in over any channel [A2-3, A2-6 – A2-10]. */
export interface Registration {
  readonly kind: string;
  readonly channel: string;
  readonly customerId: string | null;
  readonly contact: Contact | null;
  readonly region: string;
  readonly faultClass: string;
  readonly priority: string | null;
  readonly brand: string | null;
  readonly model: string | null;
  readonly serialNumber: string | null;
  readonly category: string | null;
  readonly description: string;
  readonly device: DeviceFields;
  readonly details: RegistrationDetails;
  /** Of a complaint: whom it is about. */
  readonly aboutIds: readonly string[];
  readonly ties: readonly Tie[];
}

type Said<T> = { readonly [F in keyof T]?: T[F] | null | undefined };

/** What somebody says of the device that a ticket is about. */
export type DeviceRequest = Pick<Registration, 'kind' | 'faultClass' | 'description'> &
  Said<Pick<Registration, 'priority' | 'brand' | 'model' | 'serialNumber' | 'category'> & DeviceFields> & { readonly details?: DetailsSaid | null | undefined };

/** The part of a registration that is about one device. */
export type DeviceRegistration = Omit<Registration, 'channel' | 'region' | 'customerId' | 'contact' | 'aboutIds' | 'ties'>;

/** What is left out is null. */
export const registrationOfDevice = (said: DeviceRequest): DeviceRegistration => ({
  kind: said.kind, faultClass: said.faultClass, description: said.description, priority: said.priority ?? null, brand: said.brand ?? null, model: said.model ?? null,
  serialNumber: said.serialNumber ?? null, category: said.category ?? null, device: deviceFieldsOf(said), details: detailsOf(said.details ?? {}),
});

/** Ties that a ticket may be registered with: what comes later is a command. */
export const registrationTies = ['follows', 'caused-by', 'relates-to'] as const satisfies readonly LinkRelation[];

/** A registration whose codes are the pack's and whose texts are clean. */
export type CheckedRegistration = Registration & { readonly kind: TicketKind; readonly priority: string };

const regionForm = /^[A-Za-z0-9][A-Za-z0-9-]{1,19}$/;

const oneOf = (list: readonly { code: string }[], value: string, field: string): void => {
  if (!list.some(({ code }) => code === value)) throw invalid('ticket.unknown-code', { field, value: value.slice(0, 40) });
};

/** A registration that nobody can be asked about, with what the pack has in place of codes that it has not: of a ticket that was moved to another pack. */
export const inCodesOf = (pack: PolicyPack, given: Registration): Registration => {
  const known = (list: readonly { code: string }[], value: string): string => (list.some(({ code }) => code === value) ? value : (list[0]?.code ?? value));
  return {
    ...given,
    channel: known(pack.channels, given.channel),
    faultClass: known(pack.faultClasses, given.faultClass),
    priority: pack.priorities.some(({ code }) => code === given.priority) ? given.priority : null,
  };
};

/** Checks a registration against the pack and cleans its texts [A2-12]. Throws coded errors; changes nothing. */
export const checkRegistration = (input: Registration, pack: PolicyPack, now: Date): CheckedRegistration => {
  const kind = ticketKinds.find((known) => known === input.kind && pack.kinds.some((row) => row.kind === known));
  if (!kind) throw invalid('ticket.unknown-code', { field: 'kind', value: input.kind.slice(0, 40) });
  checkChannel(input, pack);
  oneOf(pack.faultClasses, input.faultClass, 'faultClass');
  const priority = input.priority ?? pack.defaultPriority;
  oneOf(pack.priorities, priority, 'priority');
  checkRegion(input.region);
  if ((input.customerId === null) === (input.contact === null)) throw invalid('ticket.customer-missing');
  checkDevice(kind, input);
  if (input.aboutIds.length > 0 && !isComplaint(kind)) throw invalid('complaint.other-kind');
  const short = (text: string | null): string | null => (text === null ? null : sanitizeText(text, { max: 120 }) || null);
  return {
    ...input,
    kind,
    priority,
    contact: input.contact && cleanContact(input.contact),
    brand: short(input.brand),
    model: short(input.model),
    serialNumber: short(input.serialNumber),
    category: short(input.category),
    description: sanitizeText(input.description, { max: 10_000, required: true }),
    device: checkDeviceFields(input.device),
    details: checkDetails(input.details, now),
  };
};

/**
 * What a customer says of days and contracts proves no warranty, of whosever device: the device does not learn it. It stays among the remarks, for staff to
 * look at and to correct the device by.
 */
export const unproven = (checked: CheckedRegistration): CheckedRegistration => {
  const { known, claims } = withoutClaims(checked.device);
  const remarks = [checked.details.remarks, ...claims].filter((text) => text !== null).join('\n') || null;
  return { ...checked, device: known, details: { ...checked.details, remarks } };
};

/** A channel that says little by itself is described in words [A2-3]. */
const checkChannel = ({ channel, details }: Registration, pack: PolicyPack): void => {
  oneOf(pack.channels, channel, 'channel');
  const toDescribe = pack.channels.some(({ code, describe }) => code === channel && describe);
  if (toDescribe && !details.channelNote?.trim()) throw invalid('ticket.channel-note-missing', { channel });
};

/** What is known of the device. */
type DeviceData = Pick<Registration, 'faultClass'> & Partial<Record<'brand' | 'model' | 'category' | 'serialNumber', unknown>>;

/**
 * A repair names its device, by serial number or by brand and model or category, and its fault [A2-7, A3-1 – A3-4]; a quality complaint names the goods, since
 * its facts go on by product category [A3-14]. Throws coded errors.
 */
export const checkDevice = (kind: TicketKind, { faultClass, brand, model, category, serialNumber }: DeviceData): void => {
  const named = Boolean(serialNumber) || Boolean(brand && (model || category));
  if (kind === 'complaint-quality' && !named) throw invalid('ticket.goods-missing');
  if (kind !== 'repair') return;
  if (!named) throw invalid('ticket.device-missing');
  if (faultClass === 'none') throw invalid('ticket.fault-missing');
};

/** Throws `ticket.region-invalid`. */
export const checkRegion = (region: string): void => {
  if (!regionForm.test(region)) throw invalid('ticket.region-invalid');
};

/** What of a contact changes; fields left out stay. */
export type ContactChange = { readonly [F in keyof Contact]?: string };

const longestContact: Readonly<Record<keyof Contact, number>> = { name: 120, phone: 40, email: 254, address: 400, company: 200 };

/** Cleans a change of contact; what is empty is as if left out. */
export const cleanContactChange = (change: { readonly [F in keyof Contact]?: string | null | undefined }): ContactChange =>
  Object.fromEntries(
    (Object.keys(longestContact) as (keyof Contact)[])
      .map((field) => [field, change[field] ? sanitizeText(change[field], { max: longestContact[field] }) : ''] as const)
      .filter(([, text]) => text !== ''),
  );

const cleanContact = ({ name, phone, email, address, company }: Contact): Contact => {
  const clean = (text: string | null, max: number): string | null => (text === null ? null : sanitizeText(text, { max }) || null);
  return { name: sanitizeText(name, { max: 120 }), phone: clean(phone, 40), email: clean(email, 254), address: clean(address, 400), company: clean(company, 200) };
};

/** Where a new ticket stands: without a review it may wait in its department's queue at once. */
const placeOf = ({ kind, aboutIds }: CheckedRegistration, pack: PolicyPack): Pick<TicketRow, 'flow' | 'wait' | 'queue'> => {
  const { route, queueFirst } = settingsOf(pack, kind);
  const waits = queueFirst && waitOf('registered', initialFlow, route) === 'owner-search';
  const flow: TicketFlow = { ...initialFlow, ...(aboutIds.length > 0 && { accused: aboutIds }), ...(waits && { queue: 'department' }) };
  const wait = waitOf('registered', flow, route);
  return { flow, wait, queue: queueOf(wait, kind, pack) };
};

/** Fields of a new row that need no engine. */
export const newTicketRow = (
  checked: CheckedRegistration,
  pack: PolicyPack,
  given: Pick<TicketRow, 'tenantId' | 'id' | 'number' | 'requestId' | 'customerId' | 'pack' | 'packVersion' | 'summary' | 'description' | 'serialNumber' | 'serialIndex' | 'details' | 'detailsClear' | 'serviceAddress' | 'deviceId' | 'entitlement' | 'receivedAt' | 'registeredAt' | 'registeredBy'>,
): TicketRow => ({
  ...given,
  kind: checked.kind,
  status: 'registered',
  ...placeOf(checked, pack),
  seq: 0,
  epoch: 0,
  ownerId: null,
  priority: checked.priority,
  severity: severityOf(pack, checked.priority) ?? 4,
  region: checked.region,
  channel: checked.channel,
  urgent: checked.details.productionStopped || severityOf(pack, checked.priority) === 1,
  faultClass: checked.faultClass,
  round: 0,
  complaint: isComplaint(checked.kind) ? newComplaint(checked.aboutIds) : null,
  brand: checked.brand,
  model: checked.model,
  category: checked.category,
  outcomeCode: null,
  cancellationFee: null,
  satisfaction: null,
  reasonCode: null,
  visitEngineerId: null,
  visitAt: null,
  nextClockAt: null,
  nextDueAt: null,
  nextRiskAt: null,
  deadlineAt: null,
  factVersion: 0,
  revision: 0,
  fence: 0,
  closedAt: null,
  archivedAt: null,
});
