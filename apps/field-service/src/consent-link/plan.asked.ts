import { aboutPlan, linkMovedOn, linkPlanChanged } from '@mendline/platform/links';
import type { OpenedLink } from '@mendline/platform/links';
import type { PlanVersionRow } from '../plan/plan.entity.js';

type Version = Pick<PlanVersionRow, 'planId' | 'version' | 'state' | 'approval' | 'consent'>;

const decided: readonly Version['state'][] = ['agreed', 'refused', 'declined'];

const waitsForConsent = ({ state, approval, consent }: Version): boolean => consent === true && state === (approval === true ? 'approved' : 'submitted');

/** The version that a link asks about. Throws DomainError `link.moved-on` when it is decided, `link.plan-changed` when another one has taken its place. */
export const planAsked = <V extends Version>(versions: readonly V[], { isAbout }: Pick<OpenedLink, 'isAbout'>): V => {
  const asked = versions.find((version) => isAbout(aboutPlan(version)));
  if (asked && waitsForConsent(asked)) return asked;
  throw asked && decided.includes(asked.state) ? linkMovedOn() : linkPlanChanged();
};
