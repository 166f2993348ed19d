import { aboutPlan, linkMovedOn, linkPlanChanged } from '@mendline/platform/links';
import type { OpenedLink } from '@mendline/platform/links';
import type { PlanVersionRow } from '../plan/plan.entity.js';

type Version = Pick<PlanVersionRow, 'planId' | 'version' | 'state' | 'approval' | 'consent'>;

const decided: readonly Version['state'][] = ['agreed', 'refused', 'declined'];

const waitsForConsent = ({ state, approval, consent }: Version, supervised: boolean): boolean => consent === true && state === (supervised && approval === true ? 'approved' : 'submitted');

/** The version that a link asks about; `supervised`: where a route has the supervisor's approval, what he is to approve is not shown before. Throws DomainError `link.moved-on` when it is decided, `link.plan-changed` when another one has taken its place. */
export const planAsked = <V extends Version>(versions: readonly V[], { isAbout }: Pick<OpenedLink, 'isAbout'>, supervised: boolean): V => {
  const asked = versions.find((version) => isAbout(aboutPlan(version)));
  if (asked && waitsForConsent(asked, supervised)) return asked;
  throw asked && decided.includes(asked.state) ? linkMovedOn() : linkPlanChanged();
};
