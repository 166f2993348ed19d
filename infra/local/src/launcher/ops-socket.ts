import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The operating system takes no longer path for a socket (104 on macOS, 108 on Linux, end mark included). */
const longestPath = 100;

/** `.data/ops.sock`, or a short name in the temporary folder where that path would be too long. */
export function socketPath(dataFolder: string): string {
  const inside = join(dataFolder, 'ops.sock');
  if (inside.length <= longestPath) return inside;
  return join(tmpdir(), `mendline-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}.sock`);
}
