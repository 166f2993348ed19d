import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TokenCache } from '../src/client/index.js';
import { cancelAll, Ledger } from '../src/fault/index.js';
import { freePlan, RepairScene, Scene } from '../src/scene/index.js';
import { repairCasesOf, type RepairWorld } from './bad-repair.cases.js';
import { call, problemOf, send, type BadRequest } from './bad-request.js';

const nobody = { tenant: '', login: '', personId: '' };

/** The names of the cases, before there is a world to make them of. */
const nowhere: RepairWorld = {
  csr: nobody, supervisor: nobody, administrator: nobody, region: '', siteId: '', visitId: '', engineer: nobody, otherEngineer: nobody, unscheduledId: '', unscheduledVisitId: '', unscheduledEngineer: nobody,
  plannedId: '', planId: '', owner: nobody, otherSpecialist: nobody, stranger: nobody, foreignSupervisor: nobody, foreignEngineer: nobody, key: () => '',
};

const makeWorld = async (scene: Scene): Promise<RepairWorld> => {
  const [team, others] = scene.teams;
  const repairs = new RepairScene(scene);
  const [site, unscheduled, planned] = await Promise.all([repairs.register(), repairs.register(), repairs.register()]);
  const toVisit = async (id: string): Promise<void> => {
    const owner = await repairs.insisted(id);
    await repairs.planned(owner, id, freePlan);
  };
  const [owner] = await Promise.all([repairs.insisted(planned.id), toVisit(site.id), toVisit(unscheduled.id)]);
  const { planId } = await repairs.draft(owner, planned.id, freePlan);
  const visit = await repairs.onSite(site.id);
  const waiting = await repairs.taken(unscheduled.id);
  const otherEngineer = team.withRole('engineer').find(({ personId }) => ![visit.engineer.personId, waiting.engineer.personId].includes(personId));
  const otherSpecialist = team.withRole('specialist').find(({ personId, region }) => personId !== owner.personId && region === owner.region);
  const [, stranger] = team.customers;
  if (!otherEngineer || !otherSpecialist || !stranger) throw new Error('more people are needed');
  return {
    csr: team.one('csr'), supervisor: team.one('supervisor'), administrator: team.one('administrator'), region: team.regions[0] ?? '',
    siteId: site.id, visitId: visit.visitId, engineer: visit.engineer, otherEngineer, unscheduledId: unscheduled.id, unscheduledVisitId: waiting.visitId, unscheduledEngineer: waiting.engineer,
    plannedId: planned.id, planId, owner, otherSpecialist, stranger, foreignSupervisor: others.one('supervisor'), foreignEngineer: others.one('engineer'), key: () => scene.key(),
  };
};

describe('bad input around repairs, through the gateway', () => {
  let scene: Scene;
  let tokens: TokenCache;
  let intake: Ledger;
  let dispatch: Ledger;
  let fieldService: Ledger;
  let world: RepairWorld;
  let cases: ReadonlyMap<string, BadRequest>;

  const ask = (request: BadRequest, language: string) => send(scene.system.gatewayUrl, tokens, request, language);

  /** What any effect would be seen in: these tickets, and the commands of this spec. Others work beside it, and clocks go on. */
  const state = async (): Promise<unknown> => {
    const ids = [[world.siteId, world.unscheduledId, world.plannedId]];
    return {
      tickets: await intake.rows('select id, seq, status, owner_id, priority, region, outcome_code from tickets where id = any($1) order by id', ids),
      bookings: await dispatch.rows('select visit_id, during::text, released_at from visit_bookings where ticket_id = any($1) order by visit_id', ids),
      offers: await dispatch.rows('select offer_id, state from offers where ticket_id = any($1) order by offer_id', ids),
      plans: await fieldService.rows('select plan_id, version, state from plan_versions where ticket_id = any($1) order by plan_id, version', ids),
      visits: await fieldService.rows('select visit_id, engineer_id, state, departed_at, arrived_at, located_at, works, test_result, checklist_at, accepted_at, photos from visits where ticket_id = any($1) order by visit_id', ids),
      works: await fieldService.count('select count(*) from visit_works join visits using (tenant_id, visit_id) where ticket_id = any($1)', ids),
      done: await Promise.all([intake, dispatch, fieldService].map((ledger) => ledger.count(`select count(*) from commands where state <> 'REJECTED' and starts_with(command_id, $1)`, [scene.runId]))),
    };
  };

  beforeAll(async () => {
    scene = await Scene.open('bad-repair');
    tokens = new TokenCache(scene.need('OIDC_ISSUER'));
    [intake, dispatch, fieldService] = [new Ledger(scene.need('INTAKE_DATABASE_URL')), new Ledger(scene.need('DISPATCH_DATABASE_URL')), new Ledger(scene.need('FIELD_SERVICE_DATABASE_URL'))];
    world = await makeWorld(scene);
    cases = new Map(repairCasesOf(world).map((request) => [request.name, request]));
  });

  afterAll(async () => {
    await cancelAll(scene.system, scene.teams, scene.tickets, scene.runId).catch(() => undefined);
    await Promise.all([intake, dispatch, fieldService].map((ledger) => ledger.close()));
  });

  it.each(repairCasesOf(nowhere).map(({ name, reason }) => [name, reason]))('refuses %s with %s, in two languages, and changes nothing', async (name, reason) => {
    const request = cases.get(name);
    if (!request) throw new Error(`no case ${name}`);
    const before = await state();
    const [en, zh] = (await Promise.all([ask(request, 'en'), ask(request, 'zh')])).map(problemOf);
    expect([en?.reason, zh?.reason]).toEqual([reason, reason]);
    expect(en?.message).toMatch(/^"?\w/);
    expect(zh?.message).toMatch(/\p{Script=Han}/u);
    expect(await state()).toEqual(before);
  });

  it('records the same work sent twice once, and the same words under another content not at all', async () => {
    const input = { key: scene.key(), ticketId: world.siteId, visitId: world.visitId, faultCode: 'no-spin', causeCode: 'worn' };
    const located: BadRequest = { name: 'twice', reason: '', who: world.engineer, query: call('recordFaultLocated'), variables: { input } };
    expect([await ask(located, 'en'), await ask(located, 'en')]).toEqual([{ data: { recordFaultLocated: { state: 'DONE', userErrors: [] } } }, { data: { recordFaultLocated: { state: 'DONE', userErrors: [] } } }]);
    const other = await ask({ ...located, variables: { input: { ...input, causeCode: 'other' } } }, 'en');
    expect(problemOf(other).reason).toBe('command.key-reused');
    expect(await fieldService.rows('select cause_code from visits where visit_id = $1', [world.visitId])).toEqual([{ cause_code: 'worn' }]);
  });
});
