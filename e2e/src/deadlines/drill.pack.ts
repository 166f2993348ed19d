import { parse, stringify } from 'yaml';
import { readPack, type PolicyPack } from '@mendline/contracts/policy-pack';
import { packOf } from '../demo/setup.js';

interface Target {
  readonly code: string;
  readonly [more: string]: unknown;
}

/** How long the review's clock runs in the drill: a ticket that came in so long ago is due now. Less than the pack's `maxBackdate`. */
export const reviewMs = 9 * 60_000;
/** The second level of a ticket comes so much after its first. */
export const secondLevelMs = 2_000;

/** The tenant's pack with a review whose due instant a registration can choose by when the request came in, and two levels close together. */
export const drillPackOf = async (tenant: string): Promise<{ readonly yaml: string; readonly pack: PolicyPack }> => {
  const content = parse((await packOf(tenant)).yaml) as { readonly targets: readonly Target[] };
  const targets = content.targets.map((target) => (target.code === 'review' ? { ...target, clock, escalations } : target));
  const yaml = stringify({ ...content, targets });
  const { pack, problems } = readPack(parse(yaml));
  if (!pack) throw new Error(`the drill's pack: ${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`);
  return { yaml, pack };
};

const clock = { type: 'elapsed', duration: 'PT9M' };

const escalations = [
  { level: 1, at: { percent: 100 }, to: ['role:supervisor'] },
  { level: 2, at: { offset: 'PT2S' }, to: ['role:manager'] },
];
