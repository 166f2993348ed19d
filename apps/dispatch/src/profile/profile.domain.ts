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
}

const regionForm = /^[\w-]{1,32}$/u;
const skillForm = /^[a-z][a-z0-9-]{0,39}$/u;
const longestList = 50;
const greatestLoad = 200;

const unique = (values: readonly string[]): string[] => [...new Set(values)];
const fits = (values: readonly string[], form: RegExp): boolean => values.length <= longestList && values.every((value) => form.test(value));

/** Checks and tidies a profile. Throws `profile.*-invalid` or `profile.kind-unknown`. */
export const checkedProfile = (draft: ProfileDraft): ProfileDraft => {
  if (!fits([draft.region, ...draft.neighbourRegions], regionForm)) throw invalid('profile.region-invalid');
  if (!fits(draft.skills, skillForm)) throw invalid('profile.skill-invalid');
  if (!draft.kinds.every((kind) => ticketKinds.some((known) => known === kind))) throw invalid('profile.kind-unknown');
  if (!Number.isInteger(draft.maxLoad) || draft.maxLoad < 0 || draft.maxLoad > greatestLoad) throw invalid('profile.max-load-invalid', { max: greatestLoad });
  return {
    ...draft,
    neighbourRegions: unique(draft.neighbourRegions).filter((region) => region !== draft.region),
    skills: unique(draft.skills),
    kinds: unique(draft.kinds),
  };
};
