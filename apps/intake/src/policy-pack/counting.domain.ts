import { problem } from '@mendline/contracts/policy-pack';
import type { PackProblem, PolicyPack, SlaTarget } from '@mendline/contracts/policy-pack';
import { checkTarget, ClockError } from '@mendline/sla';
import { slaTarget, specOf } from '../clock/target.domain.js';

/** What libs/sla could not count by in a pack whose form is right: the place, and why. */
export const countingProblems = ({ targets, priorities }: Pick<PolicyPack, 'targets' | 'priorities'>): readonly PackProblem[] => {
  const found = targets.flatMap((target, i) => priorities.flatMap(({ code }) => problemOf(target, code, `targets.${i}.${code in target.clockByPriority ? `clockByPriority.${code}` : 'clock'}`)));
  return [...new Map(found.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
};

const problemOf = (target: SlaTarget, priority: string, path: string): PackProblem[] => {
  try {
    checkTarget(slaTarget(target, specOf(target, priority)));
    return [];
  } catch (error) {
    if (!(error instanceof ClockError)) throw error;
    const ofLevels = error.code.startsWith('clock.level');
    return [problem(ofLevels ? path.replace(/\.clock(?:ByPriority\..*)?$/, '.escalations') : path, { en: `${error.message} (${error.code})`, zh: `无法计时（${error.code}）：${error.message}` })];
  }
};
