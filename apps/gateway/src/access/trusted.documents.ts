import { DomainError } from '@mendline/contracts/errors';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** A GraphQL request as it came in. */
export interface RequestParams {
  readonly query?: string | undefined;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

const refused = (): DomainError => new DomainError('forbidden', 'query.not-trusted');

const hashOf = (document: string): string => createHash('sha256').update(document).digest('hex');

const fileSchema = z.record(z.string().regex(/^[0-9a-f]{64}$/), z.string().min(1));

const askedHash = (params: RequestParams): string | undefined => {
  const persisted: unknown = params.extensions?.['persistedQuery'];
  const hash: unknown = typeof persisted === 'object' && persisted !== null ? Reflect.get(persisted, 'sha256Hash') : undefined;
  return typeof hash === 'string' ? hash : undefined;
};

/** The documents of our own clients, by SHA-256. A request names one by `extensions.persistedQuery.sha256Hash`. */
export class TrustedDocuments {
  constructor(
    private readonly documents: ReadonlyMap<string, string>,
    /** Whether anything else is refused. */
    private readonly only: boolean,
  ) {}

  /** The document to run. Throws `query.not-trusted` for an unknown hash, and for a free document when only trusted ones may run. */
  resolve(params: RequestParams): string {
    const hash = askedHash(params);
    const known = hash === undefined ? undefined : this.documents.get(hash);
    if (known !== undefined) return known;
    if (params.query === undefined) throw hash === undefined ? new DomainError('invalid', 'input.malformed') : refused();
    if (this.only && this.documents.get(hashOf(params.query)) !== params.query) throw refused();
    return params.query;
  }
}

/** Reads the file of trusted documents; throws when a hash does not fit its document. */
export const readTrustedDocuments = async (file: string | undefined, only: boolean): Promise<TrustedDocuments> => {
  if (file === undefined) return new TrustedDocuments(new Map(), only);
  const documents = fileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const wrong = Object.entries(documents).find(([hash, document]) => hashOf(document) !== hash);
  if (wrong) throw new Error(`Trusted document ${wrong[0]} does not fit its hash`);
  return new TrustedDocuments(new Map(Object.entries(documents)), only);
};
