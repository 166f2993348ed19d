import { randomBytes, randomUUID } from 'node:crypto';
import { type Fact, type FactData, ticketRegistered, ticketTransitioned } from '@mendline/contracts/facts';
import { remoteSessionIdOf } from '@mendline/contracts/field-service';
import type { Principal } from '@mendline/platform/auth';
import { FixedClock } from '@mendline/platform/clock';
import { CommandJournal, type DeliveryResult, PersonalInputVault, type TicketDelivery } from '@mendline/platform/commands';
import { Database, runMigrations } from '@mendline/platform/database';
import { newTicketId } from '@mendline/platform/ids';
import { DataKeys, FileKeyManagement, PersonalData } from '@mendline/platform/privacy';
import { createTestDatabase, type TestDatabase } from '@mendline/testing/database';
import { aFact, type FactPlace } from '@mendline/testing/facts';
import { jest } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { entities } from '../src/database/entities.js';
import { fieldServiceMigrations } from '../src/database/migrations/index.js';
import { foldOwnership } from '../src/ownership/ownership.consumer.js';
import { OwnershipRepository } from '../src/ownership/ownership.repository.js';
import { OwnershipService } from '../src/ownership/ownership.service.js';
import { PersonalTextService } from '../src/personal-text/personal-text.service.js';
import { FinishNoteService } from '../src/remote-session/finish-note.service.js';
import { RemoteFinishService } from '../src/remote-session/remote-finish.service.js';
import { createFieldServiceActivities } from '../src/field-service.activities.js';
import { RemoteSessionFacts } from '../src/remote-session/remote-session.facts.js';
import { RemoteSessionListService } from '../src/remote-session/remote-session-list.service.js';
import { RemoteSessionRepository } from '../src/remote-session/remote-session.repository.js';
import { RemoteSessionService } from '../src/remote-session/remote-session.service.js';
import { RemoteStepService, type StepReport } from '../src/remote-session/remote-step.service.js';
import { TenantSettingsRepository } from '../src/tenant-settings/tenant-settings.repository.js';
import { TenantSettingsService } from '../src/tenant-settings/tenant-settings.service.js';
import { patienceMs, type Repairs, repairsOf } from './repairs.js';

jest.setTimeout(30_000);

export const now = new Date('2024-05-01T02:00:00.000Z');

/** Field-service over a database of its own; deliveries to tickets are kept instead of sent. */
export interface Bench extends Repairs {
  readonly test: TestDatabase;
  readonly database: Database;
  readonly clock: FixedClock;
  readonly activities: ReturnType<typeof createFieldServiceActivities>;
  readonly steps: RemoteStepService;
  readonly finishes: RemoteFinishService;
  readonly lists: RemoteSessionListService;
  readonly keys: DataKeys;
  readonly deliveries: TicketDelivery[];
  fold(...facts: readonly Fact[]): Promise<void>;
  close(): Promise<void>;
}

export const openBench = async (): Promise<Bench> => {
  const test = await createTestDatabase('field_service');
  await runMigrations(test.ownerUrl, fieldServiceMigrations);
  const database = new Database({ url: test.url, systemUrl: test.systemUrl, entities });
  const clock = new FixedClock(now);
  const kms = FileKeyManagement.fromText(randomBytes(32).toString('base64'));
  const keys = new DataKeys(kms);
  const data = new PersonalData(keys);
  const deliveries: TicketDelivery[] = [];
  const sender = {
    send: (delivery: TicketDelivery): Promise<DeliveryResult> => {
      deliveries.push(delivery);
      return Promise.resolve({ state: 'DONE', status: 'tried', seq: 7 });
    },
  };
  const journal = new CommandJournal({ database, clock, vault: new PersonalInputVault(data, kms), sender, source: 'field-service' });
  const sessions = new RemoteSessionRepository();
  const ownership = new OwnershipService(new OwnershipRepository());
  const texts = new PersonalTextService(data, ownership);
  const facts = new RemoteSessionFacts({ MENDLINE_CELL: 'cn1' });
  const service = new RemoteSessionService(database, clock, sessions, facts, ownership, new FinishNoteService(journal, texts));
  const lists = new RemoteSessionListService(database, sessions, texts, patienceMs);
  const settings = new TenantSettingsService(new TenantSettingsRepository());
  const repairs = repairsOf({ database, clock, journal, ownership, texts, settings });
  const handle = async (em: EntityManager, fact: Fact): Promise<void> => {
    await foldOwnership(ownership, service)(em, fact);
    await settings.fold(em, fact);
  };
  return {
    test, database, clock, keys, deliveries,
    activities: createFieldServiceActivities({ sessions: service, ...repairs.doers }),
    steps: new RemoteStepService(journal, lists, sessions, texts, facts),
    finishes: new RemoteFinishService(database, journal, lists, texts, clock),
    lists,
    ...repairs,
    fold: async (...all) => {
      for (const fact of all) await database.systemTx((em) => handle(em, fact));
    },
    close: async () => {
      await database.close();
      await test.drop();
    },
  };
};

/** Rows as they lie there, past every wall. */
export const look = <Row extends object = Record<string, unknown>>({ test }: Pick<Bench, 'test'>, sql: string, values: readonly unknown[] = []): Promise<Row[]> => test.rows<Row>(sql, values);

export const registered = (place: FactPlace, change: Partial<FactData<typeof ticketRegistered>> = {}): Fact => aFact(ticketRegistered, place, change);
export const transitioned = (place: FactPlace, change: Partial<FactData<typeof ticketTransitioned>> = {}): Fact => aFact(ticketTransitioned, place, change);

export const caller = (personId: string, change: Partial<Principal> = {}): Principal => ({
  subject: `sub-${personId}`, tenant: 'huaxin', roles: ['specialist'], personId, dataScope: 'region', expiresAt: new Date('2999-01-01'), ...change,
});

/** A session of a new ticket, open and owned by p1. */
export const openSession = async ({ activities }: Bench, tenantId = 'huaxin') => {
  const ticketId = newTicketId('cn1');
  const session = { tenantId, ticketId, sessionId: remoteSessionIdOf(ticketId, 0), ownerId: 'p1' };
  await activities.openRemoteSession(session);
  return session;
};

export const stepOf = ({ ticketId, sessionId }: { ticketId: string; sessionId: string }, change: Partial<StepReport> = {}): StepReport => ({
  key: randomUUID(), ticketId, sessionId, check: 'power', result: 'no-effect', ...change,
});
