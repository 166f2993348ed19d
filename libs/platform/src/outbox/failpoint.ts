import { wantedFailpoints } from '../config/failpoint.variable.js';

const hits = new Map<string, number>();

/**
 * Ends the process as kill -9 does when `MENDLINE_FAILPOINT` names this point: `relay.after-send`, several separated by
 * commas, `relay.after-send:3` for the third passage. For fault tests; costs nothing where the variable is not set.
 */
export const failpoint = (name: string): void => {
  const wanted = wantedFailpoints();
  if (!wanted) return;
  for (const entry of wanted.split(',')) {
    const [point, passage = '1'] = entry.trim().split(':');
    if (point !== name) continue;
    const count = (hits.get(name) ?? 0) + 1;
    hits.set(name, count);
    if (count === Number(passage)) process.kill(process.pid, 'SIGKILL');
  }
};
