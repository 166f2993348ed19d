import type { Random } from '@mendline/testing';
import type { ContactData, DeviceRequest, RegisterTicket } from '../client/index.js';
import { makeDevice } from './fleet.js';
import type { DemoPerson, Team } from './people.js';
import type { LifePlan } from './plan.js';
import { faultClassOf, type RepairRequest } from './request.source.js';

/** Who asks, and from where. */
export interface Caller {
  /** A customer with a login, who registers at the portal; null: somebody who calls. */
  readonly customer: DemoPerson | null;
  readonly contact: ContactData;
  readonly region: string;
}

/** As it is registered: what it turns out to be comes later. */
const kindOfPlan = ({ complaint, repair, turn }: LifePlan): string => complaint?.kind ?? (repair && turn !== 'kind-changed' ? 'repair' : 'consultation');

/** What is said of the device and its fault. */
export const deviceWords = (request: RepairRequest, plan: LifePlan, random: Random): DeviceRequest => ({
  kind: kindOfPlan(plan),
  faultClass: faultClassOf(request),
  category: request.category,
  description: request.problem,
  ...(request.brand === null ? {} : { brand: request.brand }),
  ...((plan.repair ?? plan.complaint) && makeDevice(request, plan.repair?.inWarranty ?? true, random)),
  ...(plan.priority === null ? {} : { priority: plan.priority }),
});

/** What a complaint says beyond every registration: whom it is about, and which ticket led to it. */
const complained = (complainedAbout: readonly string[], about: string | null): Pick<RegisterTicket, 'complainedAbout' | 'links'> => ({
  complainedAbout, links: about === null ? [] : [{ relation: 'caused-by', otherTicketId: about }],
});

/** What a complaint is about. */
export interface Complained {
  readonly accused: readonly string[];
  readonly about: string | null;
}

/** A registration at the portal, or by a CSR for somebody who calls. */
export const registrationWords = (device: DeviceRequest, plan: LifePlan, { customer, contact, region }: Caller, { accused, about }: Complained, random: Random): RegisterTicket => ({
  ...device,
  channel: customer ? 'online' : plan.turn ? 'phone' : random.pick(['phone', 'phone', 'email', 'on-site']),
  customer: contact,
  region,
  ...(plan.complaint && !customer && complained(accused, about)),
});

/** Where the one who asks is; whoever is to be helped by the person on call is in that person's region. */
export const regionOf = (team: Team, customer: DemoPerson | null, only: string | null, random: Random): string => only ?? customer?.region ?? random.pick(team.regions);
