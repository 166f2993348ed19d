import { type Language, userErrorOf } from '@mendline/platform/graphql';
import { memberOf } from '../enum-member.js';
import { PlanMeasureEnum } from '../plan/plan.enums.js';
import { checklistItems } from './checklist.domain.js';
import { checklistWords } from './checklist.words.js';
import { missingOf } from './visit.domain.js';
import type { VisitPartRow } from './visit.entity.js';
import { AcceptanceSignerEnum, ChecklistAnswerEnum, FunctionTestResultEnum, OldPartDispositionEnum, VisitOutcomeEnum, VisitPhotoKindEnum, VisitStateEnum } from './visit.enums.js';
import type { ShownVisit, ShownWork } from './visit-list.service.js';
import type { Acceptance, ChecklistItem, OldPart, UsedPart, Visit, VisitWork } from './visit.types.js';

/** The list in the caller's language [A9-2]. */
export const checklistViews = (language: Language): ChecklistItem[] => checklistItems.map((code) => ({ code, words: checklistWords(code, language) }));

const wordsOf = (item: string, language: Language): string => {
  const known = checklistItems.find((code) => code === item);
  return known ? checklistWords(known, language) : item;
};

const workView = ({ workId, measure, minutes, byId, occurredAt, shown }: ShownWork): VisitWork => ({
  id: workId, measure: memberOf(PlanMeasureEnum, measure), minutes, text: shown.text, textWithheld: shown.withheld, byId, at: occurredAt,
});

const usedView = ({ partNumber, quantity, serialNumbers, byId, occurredAt }: VisitPartRow): UsedPart => ({ partNumber, quantity, serialNumbers, byId, at: occurredAt });

const oldView = ({ partNumber, quantity, serialNumbers, disposition, signature, occurredAt }: VisitPartRow): OldPart => ({
  partNumber, quantity, serialNumbers, disposition: memberOf(OldPartDispositionEnum, disposition ?? ''), signature, at: occurredAt,
});

const acceptanceView = ({ signedBy, satisfaction, signature, acceptedAt, opinion }: ShownVisit): Acceptance | null =>
  signedBy === null || satisfaction === null || signature === null || acceptedAt === null
    ? null
    : { signedBy: memberOf(AcceptanceSignerEnum, signedBy), satisfaction, signature, opinion: opinion.text, opinionWithheld: opinion.withheld, at: acceptedAt };

/** A visit as its caller may see it. */
export const visitView = (visit: ShownVisit, language: Language): Visit => {
  const { visitId, ticketId, engineerId, planId, planVersion, openedAt, windowFrom, windowTo, departedAt, calledAheadAt, arrivedAt, faultCode, causeCode, locatedAt, testedAt, closedAt } = visit;
  return {
    id: visitId, ticketId, engineerId, planId, planVersion, openedAt, windowFrom, windowTo, departedAt, calledAheadAt, arrivedAt, faultCode, causeCode, locatedAt, testedAt, closedAt,
    state: memberOf(VisitStateEnum, visit.state),
    outcome: visit.state === 'closed' && visit.outcome !== null ? memberOf(VisitOutcomeEnum, visit.outcome) : null,
    testResult: visit.testResult && memberOf(FunctionTestResultEnum, visit.testResult),
    checklist: (visit.checklist ?? []).map(({ item, answer }) => ({ item, words: wordsOf(item, language), answer: memberOf(ChecklistAnswerEnum, answer) })),
    works: visit.shownWorks.map(workView),
    partsUsed: visit.parts.filter(({ kind }) => kind === 'used').map(usedView),
    oldParts: visit.parts.filter(({ kind }) => kind === 'old').map(oldView),
    photos: visit.photos.map(({ kind, fileId, sha256, at }) => ({ kind: memberOf(VisitPhotoKindEnum, kind), file: { fileId, sha256 }, at: new Date(at) })),
    acceptance: acceptanceView(visit),
    missing: visit.state === 'open' ? missingOf(visit).map((code) => userErrorOf({ code, params: {} }, language)) : [],
  };
};
