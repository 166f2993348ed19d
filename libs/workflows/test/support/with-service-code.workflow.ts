import { createDataConverter } from '../../../platform/src/temporal/codec/data.converter.js';

/** What no workflow may do: run code that a service runs. */
export async function readsKeys(path: string): Promise<boolean> {
  return Boolean(await createDataConverter(path));
}
