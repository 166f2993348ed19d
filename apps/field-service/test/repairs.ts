import type { FixedClock } from '@mendline/platform/clock';
import type { CommandJournal } from '@mendline/platform/commands';
import type { Database } from '@mendline/platform/database';
import { FileService } from '@mendline/platform/files';
import { EvidencePolicy } from '../src/evidence/evidence.policy.js';
import { EvidenceService } from '../src/evidence/evidence.service.js';
import type { FieldServiceParts } from '../src/field-service.activities.js';
import { RepairFacts } from '../src/field-service.facts.js';
import type { OwnershipService } from '../src/ownership/ownership.service.js';
import { TicketAccessService } from '../src/ownership/ticket-access.service.js';
import { PartCatalogueService } from '../src/part/part-catalogue.service.js';
import { PartHandOutService } from '../src/part/part-hand-out.service.js';
import { PartHoldingService } from '../src/part/part-holding.service.js';
import { PartReleaseService } from '../src/part/part-release.service.js';
import { PartReservationService } from '../src/part/part-reservation.service.js';
import { PartRepository } from '../src/part/part.repository.js';
import { PartUseService } from '../src/part/part-use.service.js';
import { StockService } from '../src/part/stock.service.js';
import type { PersonalTextService } from '../src/personal-text/personal-text.service.js';
import { PlanCommandService } from '../src/plan/plan-command.service.js';
import { PlanDecisionService } from '../src/plan/plan-decision.service.js';
import { PlanDraftService } from '../src/plan/plan-draft.service.js';
import { PlanFlagService } from '../src/plan/plan-flag.service.js';
import { PlanListService } from '../src/plan/plan-list.service.js';
import { PlannerService } from '../src/plan/planner.service.js';
import { PlanPartsService } from '../src/plan/plan-parts.service.js';
import { PlanRepository } from '../src/plan/plan.repository.js';
import { PlanService } from '../src/plan/plan.service.js';
import { PlanVersionService } from '../src/plan/plan-version.service.js';
import type { TenantSettingsService } from '../src/tenant-settings/tenant-settings.service.js';
import { VisitAcceptanceService } from '../src/visit/visit-acceptance.service.js';
import { VisitCommandService } from '../src/visit/visit-command.service.js';
import { VisitDeskService } from '../src/visit/visit-desk.service.js';
import { VisitEndService } from '../src/visit/visit-end.service.js';
import { VisitEngineerService } from '../src/visit/visit-engineer.service.js';
import { VisitFindingService } from '../src/visit/visit-finding.service.js';
import { VisitListService } from '../src/visit/visit-list.service.js';
import { VisitPartService } from '../src/visit/visit-part.service.js';
import { VisitRepository } from '../src/visit/visit.repository.js';
import { VisitService } from '../src/visit/visit.service.js';

/** How long a request waits for what is on its way here. */
export const patienceMs = 150;

/** Plans, visits and parts over one database. */
export interface Repairs {
  readonly doers: Omit<FieldServiceParts, 'sessions'>;
  readonly drafts: PlanDraftService;
  readonly planCommands: PlanCommandService;
  readonly planLists: PlanListService;
  readonly visitCommands: VisitCommandService;
  readonly findings: VisitFindingService;
  readonly visitParts: VisitPartService;
  readonly acceptances: VisitAcceptanceService;
  readonly visitLists: VisitListService;
  readonly stocks: StockService;
}

interface Ground {
  readonly database: Database;
  readonly clock: FixedClock;
  readonly journal: CommandJournal;
  readonly ownership: OwnershipService;
  readonly texts: PersonalTextService;
  readonly settings: TenantSettingsService;
}

export const repairsOf = ({ database, clock, journal, ownership, texts, settings }: Ground): Repairs => {
  const [plans, visits, parts] = [new PlanRepository(), new VisitRepository(), new PartRepository()];
  const facts = new RepairFacts({ MENDLINE_CELL: 'cn1' });
  const access = new TicketAccessService(database, ownership, patienceMs);
  const catalogue = new PartCatalogueService(parts);
  const engineers = new VisitEngineerService(database, visits);
  const planParts = new PlanPartsService(plans);
  // Links are shown over HTTP; here files are only attached.
  const fileSettings = { uploadLinkMinutes: 15, downloadLinkSeconds: 120, orphanHours: 24, maxOpenPerTicket: 100, uploadsAtOnce: 1, uploadPatienceMs: 1_000 };
  const files = new FileService(undefined as never, undefined as never, clock, new EvidencePolicy(access, engineers), fileSettings);
  const evidence = new EvidenceService(files, database, access);
  const handOuts = new PartHandOutService(parts, facts);
  const desk = new VisitDeskService(journal, database, visits, facts, patienceMs);
  return {
    doers: {
      plans: new PlanService(database, clock, plans, new PlanDecisionService(journal, plans, texts), facts, new PartHoldingService(parts)),
      reservations: new PartReservationService(database, clock, parts, planParts, ownership, facts),
      releases: new PartReleaseService(database, clock, parts, handOuts, facts),
      visits: new VisitService(database, clock, visits, facts),
      ends: new VisitEndService(database, clock, visits, facts),
    },
    drafts: new PlanDraftService(journal, new PlannerService(access, engineers), new PlanVersionService(ownership, plans, catalogue, texts)),
    planCommands: new PlanCommandService(journal, access, new PlanFlagService(database, plans, settings), evidence, clock),
    planLists: new PlanListService(database, access, engineers, plans, texts),
    visitCommands: new VisitCommandService(journal, desk, clock),
    findings: new VisitFindingService(desk, visits, texts),
    visitParts: new VisitPartService(desk, visits, catalogue, ownership, new PartUseService(database, parts, planParts, facts, patienceMs), evidence),
    acceptances: new VisitAcceptanceService(desk, visits, texts, settings, ownership, evidence),
    visitLists: new VisitListService(database, access, visits, texts),
    stocks: new StockService(journal, database, parts, catalogue, handOuts),
  };
};
