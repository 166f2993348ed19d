import { createHash, createHmac } from 'node:crypto';

/** A call of an Alibaba Cloud API in RPC style. */
export interface AcsCall {
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  readonly at: Date;
  readonly nonce: string;
}

export interface AcsKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

const algorithm = 'ACS3-HMAC-SHA256';
const emptyBody = createHash('sha256').update('').digest('hex');

/** RFC 3986: what encodeURIComponent leaves is encoded too. */
const encoded = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Parameters in the order and form in which they are signed and sent. */
export const acsQuery = (query: AcsCall['query']): string =>
  Object.entries(query)
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

/** Headers of a POST without body, signed by version 3 of the provider's signature (`ACS3-HMAC-SHA256`). */
export const acsHeaders = ({ host, action, version, query, at, nonce }: AcsCall, { accessKeyId, accessKeySecret }: AcsKey): Record<string, string> => {
  const signed: Record<string, string> = {
    host, 'x-acs-action': action, 'x-acs-content-sha256': emptyBody, 'x-acs-date': at.toISOString().replace(/\.\d{3}Z$/u, 'Z'),
    'x-acs-signature-nonce': nonce, 'x-acs-version': version,
  };
  const names = Object.keys(signed).sort();
  const canonical = ['POST', '/', acsQuery(query), names.map((name) => `${name}:${signed[name]}\n`).join(''), names.join(';'), emptyBody].join('\n');
  const digest = createHash('sha256').update(canonical).digest('hex');
  const signature = createHmac('sha256', accessKeySecret).update(`${algorithm}\n${digest}`).digest('hex');
  return { ...signed, authorization: `${algorithm} Credential=${accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}` };
};
