import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { roleNotAllowed, tokenExpired, tokenMissing } from '../tokens/auth.errors.js';
import { hasRole, type Principal } from '../tokens/principal.js';
import { bearerToken, TokenVerifier } from '../tokens/token.verifier.js';
import { ACCESS_RULE, type AccessRule } from './allow.decorator.js';
import { entryPointKind } from './guarded-fields.check.js';

/** What the guard reads of a request: the verified caller, or why its token was refused. */
export interface Caller {
  readonly principal?: Principal;
  readonly authError?: Error;
}

interface HttpRequestLike {
  readonly headers: { readonly authorization?: string };
  principal?: Principal;
}

/** Decides for one caller and one rule. Throws `auth.*`; returns when the way is free. */
export const checkAccess = (rule: AccessRule | undefined, caller: Caller, now: Date): void => {
  if (caller.authError) throw caller.authError;
  if (caller.principal && caller.principal.expiresAt <= now) throw tokenExpired();
  if (rule === 'public') return;
  if (!caller.principal) throw tokenMissing();
  if (!rule || !hasRole(caller.principal, rule)) throw roleNotAllowed();
};

/** Default deny for every resolver and controller method; fields of a type are open unless they carry a rule of their own. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.get<AccessRule | undefined>(ACCESS_RULE, context.getHandler());
    if (context.getType<'graphql' | 'http'>() === 'graphql') {
      if (!rule && entryPointKind(context.getHandler()) === undefined) return true;
      checkAccess(rule, GqlExecutionContext.create(context).getContext<Caller>(), this.verifier.now());
      return true;
    }
    const request = context.switchToHttp().getRequest<HttpRequestLike>();
    checkAccess(rule, await this.#httpCaller(request), this.verifier.now());
    return true;
  }

  async #httpCaller(request: HttpRequestLike): Promise<Caller> {
    const token = bearerToken(request.headers.authorization);
    if (token === undefined) return {};
    const principal = await this.verifier.verify(token);
    request.principal = principal;
    return { principal };
  }
}
