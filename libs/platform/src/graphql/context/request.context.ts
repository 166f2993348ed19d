import type { DomainError } from '@mendline/contracts/errors';
import { ulid } from 'ulid';
import { bearerToken, type Principal, type TokenVerifier } from '../../auth/tokens/index.js';
import { type Language, languageOf } from '../errors/message.catalogue.js';
import { Loaders } from './loaders.js';

/** Made once per request (or per socket), handed to every resolver as the GraphQL context. */
export interface RequestContext {
  /** The verified caller; absent without a token. */
  readonly principal?: Principal;
  /** Why the token was refused; no field answers then. */
  readonly authError?: DomainError;
  readonly language: Language;
  /** Follows a request through all services and logs. */
  readonly correlationId: string;
  readonly loaders: Loaders;
}

/** Lower-case header names. */
export type Headers = Readonly<Record<string, unknown>>;

const textHeader = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** The caller's correlation id when it is harmless, else a new one. */
export const correlationIdOf = (headers: Headers): string => {
  const given = textHeader(headers, 'x-correlation-id');
  return given !== undefined && /^[\w.-]{8,64}$/.test(given) ? given : ulid();
};

const callerOf = async (headers: Headers, verifier: TokenVerifier): Promise<Pick<RequestContext, 'principal' | 'authError'>> => {
  try {
    const token = bearerToken(textHeader(headers, 'authorization'));
    return token === undefined ? {} : { principal: await verifier.verify(token) };
  } catch (error) {
    return { authError: error as DomainError };
  }
};

/** Never throws: a refused token becomes `authError`, so that the answer is a coded GraphQL error. */
export const createRequestContext = async (headers: Headers, verifier: TokenVerifier): Promise<RequestContext> => {
  const caller = await callerOf(headers, verifier);
  const context = { ...caller, language: languageOf(textHeader(headers, 'accept-language')), correlationId: correlationIdOf(headers) };
  return Object.assign(context, { loaders: new Loaders(context) });
};
