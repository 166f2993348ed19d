import { invalid } from '@mendline/contracts/errors';
import { ticketKinds } from '@mendline/contracts/ticket';

/** What somebody can do, where, and how much at a time: kept by supervisors. */
export interface ProfileDraft {
  readonly personId: string;
  readonly region: string;
  readonly neighbourRegions: readonly string[];
  readonly skills: readonly string[];
  readonly kinds: readonly string[];
  /** Open tickets at a time, 0 to 200. */
  readonly maxLoad: number;
  readonly active: boolean;
  /** Regions served like the home region. */
  readonly worksFor: readonly string[];
  readonly certificates: readonly CertificateDraft[];
  /** Visits that one day holds, 0 to 50. */
  readonly dailyCapacity: number;
}

/** Proof that somebody may use a skill, until an instant (exclusive). */
export interface CertificateDraft {
  readonly skill: string;
  readonly validUntil: Date;
}

/** Visits that one day holds unless a profile says otherwise. */
export const usualDailyCapacity = 8;

const regionForm = /^[\w-]{1,32}$/u;
const skillForm = /^[a-z][a-z0-9-]{0,39}$/u;
const longestList = 50;
const greatestLoad = 200;
const greatestCapacity = 50;

const unique = (values: readonly string[]): string[] => [...new Set(values)];
const fits = (values: readonly string[], form: RegExp): boolean => values.length <= longestList && values.every((value) => form.test(value));

/** Checks and tidies a profile. Throws `profile.*-invalid` or `profile.kind-unknown`. */
export const checkedProfile = (draft: ProfileDraft): ProfileDraft => {
  if (!fits([draft.region, ...draft.neighbourRegions, ...draft.worksFor], regionForm)) throw invalid('profile.region-invalid');
  if (!fits(draft.skills, skillForm)) throw invalid('profile.skill-invalid');
  if (!draft.kinds.every((kind) => ticketKinds.some((known) => known === kind))) throw invalid('profile.kind-unknown');
  if (!Number.isInteger(draft.maxLoad) || draft.maxLoad < 0 || draft.maxLoad > greatestLoad) throw invalid('profile.max-load-invalid', { max: greatestLoad });
  if (!fits(draft.certificates.map(({ skill }) => skill), skillForm)) throw invalid('profile.certificate-invalid');
  if (!Number.isInteger(draft.dailyCapacity) || draft.dailyCapacity < 0 || draft.dailyCapacity > greatestCapacity) throw invalid('profile.capacity-invalid', { max: greatestCapacity });
  return {
    ...draft,
    neighbourRegions: unique(draft.neighbourRegions).filter((region) => region !== draft.region),
    worksFor: unique(draft.worksFor).filter((region) => region !== draft.region),
    skills: unique(draft.skills),
    kinds: unique(draft.kinds),
  };
};
