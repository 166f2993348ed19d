import type { ComplaintKind, FlowSettings, TicketFlow, TicketState } from '@mendline/contracts/ticket';
import { fullRoutes, initialFlow } from '@mendline/contracts/ticket';
import { customerId, tenantId } from './people.js';

/** A route with every milestone of a consultation. */
export const consultationRoute = fullRoutes.consultation;

/** A route with every milestone of a repair. */
export const repairRoute = fullRoutes.repair;

/** The settings of a ticket unless a test says otherwise: a whole consultation, two rounds, two reminders, three return-visit tries. */
export const defaultSettings: FlowSettings = {
  route: consultationRoute,
  maxRounds: 2,
  confirmationReminders: 2,
  returnVisitTries: 3,
  offerSeconds: 600,
  dispatchMode: 'auto',
};

let serial = 0;

/** A ticket id that no other builder call of this process has made. */
export const aTicketId = (): string => `cn1_01J9${String((serial += 1)).padStart(22, '0')}`;

/** What a test may say about a ticket; flow and settings are merged field by field. */
export type TicketTraits = Partial<Omit<TicketState, 'flow' | 'settings'>> & {
  readonly flow?: Partial<TicketFlow>;
  readonly settings?: Partial<FlowSettings>;
};

/** The state of a ticket: registered, without an owner, nothing on the way, unless `traits` say otherwise. */
export const aTicket = ({ flow, settings, ...traits }: TicketTraits = {}): TicketState => ({
  ticketId: aTicketId(),
  tenantId,
  kind: 'consultation',
  status: 'registered',
  seq: 1,
  ownerId: null,
  epoch: 0,
  priority: 'normal',
  severity: 3,
  region: '310000',
  customerId,
  faultClass: 'none',
  nextClockAt: null,
  ...traits,
  flow: { ...initialFlow, ...flow },
  settings: { ...defaultSettings, ...settings },
});

/** The same for a complaint about a service, or about the quality of goods. */
export const aComplaint = (kind: ComplaintKind = 'complaint-service', traits: TicketTraits = {}): TicketState =>
  aTicket({ kind, ...traits, settings: { route: fullRoutes[kind], ...traits.settings } });

/** The same for a repair: its kind and the whole route unless `traits` say otherwise. */
export const aRepair = (traits: TicketTraits = {}): TicketState =>
  aTicket({ kind: 'repair', faultClass: 'hardware', ...traits, settings: { route: repairRoute, ...traits.settings } });
