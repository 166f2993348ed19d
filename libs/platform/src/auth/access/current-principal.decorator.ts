import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { tokenMissing } from '../tokens/auth.errors.js';
import type { Principal } from '../tokens/principal.js';

interface Bearer {
  readonly principal?: Principal;
}

const principalOf = (context: ExecutionContext): Principal => {
  const bearer =
    context.getType<'graphql' | 'http'>() === 'graphql'
      ? GqlExecutionContext.create(context).getContext<Bearer>()
      : context.switchToHttp().getRequest<Bearer>();
  if (!bearer.principal) throw tokenMissing();
  return bearer.principal;
};

/** Hands the verified caller to a resolver or controller method; throws `auth.token-missing` on a public field called without a token. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext) => principalOf(context));
