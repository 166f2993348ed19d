import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** Signing keys of the local issuer and the keys of its cookies. */
export interface IssuerSecrets {
  readonly jwks: { readonly keys: JWK[] };
  readonly cookieKeys: string[];
}

const make = async (): Promise<IssuerSecrets> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), alg: 'RS256', use: 'sig' };
  return { jwks: { keys: [key] }, cookieKeys: [crypto.randomUUID()] };
};

/** Reads the issuer's keys, or makes them at the first start: tokens stay good over a restart. */
export const loadSecrets = async (file: string): Promise<IssuerSecrets> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as IssuerSecrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secrets = await make();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
  await chmod(file, 0o600);
  return secrets;
};
