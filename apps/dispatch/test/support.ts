import { randomBytes } from 'node:crypto';
import type { OwnerProposalRequest } from '@mendline/contracts/dispatch';
import { type Fact, type FactData, personChanged, ticketRegistered, ticketRelocated, ticketTransitioned } from '@mendline/contracts/facts';
import { AuditLog } from '@mendline/platform/audit';
import type { Principal } from '@mendline/platform/auth';
import { FixedClock } from '@mendline/platform/clock';
import { CommandJournal, type DeliveryResult, PersonalInputVault, type TicketDelivery } from '@mendline/platform/commands';
import { Database, runMigrations } from '@mendline/platform/database';
import { newTicketId } from '@mendline/platform/ids';
import { DataKeys, FileKeyManagement, PersonalData } from '@mendline/platform/privacy';
import { createTestDatabase, type TestDatabase } from '@mendline/testing/database';
import { aFact, type FactPlace } from '@mendline/testing/facts';
import { jest } from '@jest/globals';
import { createDispatchActivities } from '../src/assignment/assignment.activities.js';
import { ColleagueRepository } from '../src/assignment/colleague.repository.js';
import { OfferAnswerService } from '../src/assignment/offer-answer.service.js';
import { OfferListService } from '../src/assignment/offer-list.service.js';
import { OfferRepository } from '../src/assignment/offer.repository.js';
import { OfferService } from '../src/assignment/offer.service.js';
import { OwnerSearchService } from '../src/assignment/owner-search.service.js';
import { ProposalService } from '../src/assignment/proposal.service.js';
import { EngineerChoiceService } from '../src/assignment/visit/engineer-choice.service.js';
import { EngineerRepository } from '../src/assignment/visit/engineer.repository.js';
import { EngineerSearchService } from '../src/assignment/visit/engineer-search.service.js';
import { VisitAnswerService } from '../src/assignment/visit/visit-answer.service.js';
import { VisitCandidatesService } from '../src/assignment/visit/visit-candidates.service.js';
import { BookingRepository } from '../src/booking/booking.repository.js';
import { BookingService } from '../src/booking/booking.service.js';
import { DayService } from '../src/booking/day.service.js';
import { entities } from '../src/database/entities.js';
import { dispatchMigrations } from '../src/database/migrations/index.js';
import type { ProfileDraft } from '../src/profile/profile.domain.js';
import { ProfileRepository } from '../src/profile/profile.repository.js';
import { ProfileService } from '../src/profile/profile.service.js';
import { RegionRepository } from '../src/region/region.repository.js';
import { RegionService } from '../src/region/region.service.js';
import { RosterChangeService } from '../src/roster/roster-change.service.js';
import { RosterRepository } from '../src/roster/roster.repository.js';
import { RosterService } from '../src/roster/roster.service.js';
import { StaffRepository } from '../src/staff/staff.repository.js';
import { StaffService } from '../src/staff/staff.service.js';
import { WorkloadRepository } from '../src/workload/workload.repository.js';
import { WorkloadService } from '../src/workload/workload.service.js';

jest.setTimeout(30_000);

export const now = new Date('2024-05-01T02:00:00.000Z');

/** Dispatch's services over a database of their own; deliveries to tickets are kept instead of sent. */
export interface Bench {
  readonly test: TestDatabase;
  readonly database: Database;
  readonly clock: FixedClock;
  readonly activities: ReturnType<typeof createDispatchActivities>;
  readonly searches: OwnerSearchService;
  readonly answers: OfferAnswerService;
  readonly lists: OfferListService;
  readonly profiles: ProfileService;
  readonly audit: AuditLog;
  readonly deliveries: TicketDelivery[];
  readonly staff: StaffService;
  readonly workload: WorkloadService;
  readonly regions: RegionService;
  readonly rosters: RosterService;
  readonly rosterChanges: RosterChangeService;
  readonly days: DayService;
  readonly visitAnswers: VisitAnswerService;
  readonly visitCandidates: VisitCandidatesService;
  close(): Promise<void>;
}

export const openBench = async (): Promise<Bench> => {
  const test = await createTestDatabase('dispatch');
  await runMigrations(test.ownerUrl, dispatchMigrations);
  const database = new Database({ url: test.url, systemUrl: test.systemUrl, entities });
  const clock = new FixedClock(now);
  const config = { MENDLINE_CELL: 'cn1' };
  const offers = new OfferRepository();
  const workload = new WorkloadService(new WorkloadRepository());
  const staff = new StaffService(new StaffRepository());
  const regions = new RegionService(database, new RegionRepository());
  const rosters = new RosterService(new RosterRepository(), staff);
  const choice = new EngineerChoiceService(database, clock, new EngineerRepository(), rosters, regions, workload);
  const proposals = new ProposalService(database, clock, config, new ColleagueRepository(), offers);
  const searches = new OwnerSearchService(database, clock, proposals, new ColleagueRepository(), offers, workload);
  const activities = createDispatchActivities({
    owners: searches,
    engineers: new EngineerSearchService(proposals, choice),
    offers: new OfferService(database, clock, config, offers, workload),
    bookings: new BookingService(database, clock, config, new BookingRepository(), rosters, workload),
  });
  const lists = new OfferListService(database, offers);
  const deliveries: TicketDelivery[] = [];
  const journal = journalOf(database, clock, deliveries);
  const audit = new AuditLog(clock);
  return {
    test, database, clock, activities, searches, staff, workload, lists, audit, deliveries, regions, rosters,
    rosterChanges: new RosterChangeService(journal, audit, config, new RosterRepository(), rosters),
    days: new DayService(database, rosters, new BookingRepository()),
    visitAnswers: new VisitAnswerService(database, lists, staff, workload, journal, clock),
    visitCandidates: new VisitCandidatesService(database, offers, choice, workload),
    answers: new OfferAnswerService(lists, journal, clock),
    profiles: new ProfileService(database, journal, audit, staff, new ProfileRepository(), 150),
    close: async () => {
      await database.close();
      await test.drop();
    },
  };
};

const journalOf = (database: Database, clock: FixedClock, deliveries: TicketDelivery[]): CommandJournal => {
  const kms = FileKeyManagement.fromText(randomBytes(32).toString('base64'));
  const send = (delivery: TicketDelivery): Promise<DeliveryResult> => {
    deliveries.push(delivery);
    return Promise.resolve({ state: 'DONE', status: 'assigned', seq: 3 });
  };
  return new CommandJournal({ database, clock, vault: new PersonalInputVault(new PersonalData(new DataKeys(kms)), kms), sender: { send }, source: 'dispatch' });
};

/** Rows as they lie there, past every wall. */
export const look = <Row extends object = Record<string, unknown>>({ test }: Pick<Bench, 'test'>, sql: string, values: readonly unknown[] = []): Promise<Row[]> => test.rows<Row>(sql, values);

export const registered = (place: FactPlace, change: Partial<FactData<typeof ticketRegistered>> = {}): Fact => aFact(ticketRegistered, place, change);
export const transitioned = (place: FactPlace, change: Partial<FactData<typeof ticketTransitioned>> = {}): Fact => aFact(ticketTransitioned, place, change);
export const relocated = (place: FactPlace, change: Partial<FactData<typeof ticketRelocated>> = {}): Fact => aFact(ticketRelocated, place, change);
export const person = (place: FactPlace & { readonly subject: string }, change: Partial<FactData<typeof personChanged>> = {}): Fact =>
  aFact(personChanged, place, { personId: place.subject, roles: ['specialist'], ...change });

const noVisits = { worksFor: [], certificates: [], dailyCapacity: 8 };

/** A specialist with staff record and profile. */
export const addSpecialist = async ({ database, staff }: Bench, personId: string, profile: Partial<ProfileDraft> & { tenant?: string } = {}): Promise<void> => {
  const { tenant = 'huaxin', ...draft } = profile;
  await database.systemTx((em) => staff.fold(em, person({ tenant, subject: personId, version: 1 })));
  await database.tx(tenant, (em) =>
    new ProfileRepository().save(
      em,
      tenant,
      { personId, region: 'east', neighbourRegions: [], skills: ['hardware'], kinds: ['consultation'], maxLoad: 5, active: true, ...noVisits, ...draft },
      now,
    ),
  );
};

export const request = (change: Partial<OwnerProposalRequest> = {}): OwnerProposalRequest => {
  const ticketId = change.ticketId ?? newTicketId('cn1');
  return { tenantId: 'huaxin', ticketId, proposalKey: `${ticketId}.o0`, kind: 'consultation', faultClass: 'hardware', region: 'east', severity: 3, excluded: [], offerSeconds: 600, ...change };
};

export const caller = (personId: string, change: Partial<Principal> = {}): Principal => ({
  subject: `sub-${personId}`, tenant: 'huaxin', roles: ['specialist'], personId, dataScope: 'all', expiresAt: new Date('2999-01-01'), ...change,
});
