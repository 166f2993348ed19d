import type { Role } from '@mendline/contracts/ticket';
import { SetMetadata } from '@nestjs/common';

/** Who may call a field: everybody, or callers with one of the roles. */
export type AccessRule = 'public' | readonly Role[];

export const ACCESS_RULE = 'mendline:access-rule';

/** Opens a field to callers with at least one of the roles. A field without `@Allow` or `@Public` is closed and fails the boot. */
export const Allow = (...roles: readonly [Role, ...Role[]]): MethodDecorator => SetMetadata<string, AccessRule>(ACCESS_RULE, roles);

/** Opens a field to everybody, with or without a token. A wrong token is refused even here. */
export const Public = (): MethodDecorator => SetMetadata<string, AccessRule>(ACCESS_RULE, 'public');
