import { readFileSync } from 'node:fs';

/** What no workflow may do: reach for the disk. */
export async function readsDisk(path: string): Promise<string> {
  return readFileSync(path, 'utf8');
}
