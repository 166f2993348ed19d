import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { AesPayloadCodec } from './aes.payload-codec.js';
import { readPayloadKeys } from './payload.keys.js';

/** Also to be given to `bundleWorkflowCode`: otherwise failures of workflow code travel in clear. */
export const failureConverterPath = fileURLToPath(new URL('../../../encoded-failures.cjs', import.meta.url));

/**
 * The data converter of every client and worker of the system.
 * @param keyFile PAYLOAD_KEY_FILE
 */
export const createDataConverter = async (keyFile: string): Promise<DataConverter> => ({
  failureConverterPath,
  payloadCodecs: [new AesPayloadCodec(await readPayloadKeys(keyFile))],
});
