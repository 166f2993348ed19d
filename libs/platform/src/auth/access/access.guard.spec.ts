import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { Mutation, Query, ResolveField, ResolveReference, Resolver, Subscription } from '@nestjs/graphql';
import type { Principal } from '../tokens/principal.js';
import { checkAccess } from './access.guard.js';
import { Allow, Public } from './allow.decorator.js';
import { unguardedFields } from './guarded-fields.check.js';

const now = new Date('2026-03-01T00:00:00Z');
const csr: Principal = { subject: 'huaxin.csr1', tenant: 'huaxin', roles: ['csr'], dataScope: 'all', expiresAt: new Date('2026-03-01T01:00:00Z') };

describe('checkAccess', () => {
  it('[A1-4] lets a caller through with one of the roles', () => {
    expect(() => checkAccess(['supervisor', 'csr'], { principal: csr }, now)).not.toThrow();
  });

  it('denies without a rule', () => {
    expect(() => checkAccess(undefined, { principal: csr }, now)).toThrow('auth.role-not-allowed');
    expect(() => checkAccess(undefined, {}, now)).toThrow('auth.token-missing');
  });

  it('denies another role, no token, an expired token and a refused token, each with its code', () => {
    expect(() => checkAccess(['manager'], { principal: csr }, now)).toThrow('auth.role-not-allowed');
    expect(() => checkAccess(['csr'], {}, now)).toThrow('auth.token-missing');
    expect(() => checkAccess(['csr'], { principal: csr }, new Date('2026-03-01T01:00:00Z'))).toThrow('auth.token-expired');
    expect(() => checkAccess('public', { authError: new Error('auth.token-invalid') }, now)).toThrow('auth.token-invalid');
  });

  it('opens a public field without a token', () => {
    expect(() => checkAccess('public', {}, now)).not.toThrow();
  });
});

@Resolver('Thing')
class OpenResolver {
  @Query(() => String)
  asked(): string {
    return '';
  }
  @Mutation(() => String)
  changed(): string {
    return '';
  }
  @Subscription(() => String)
  watched(): string {
    return '';
  }
  @ResolveReference()
  resolveReference(): string {
    return '';
  }
  @ResolveField(() => String)
  name(): string {
    return '';
  }
  @Allow('csr')
  @Query(() => String)
  ruled(): string {
    return '';
  }
  @Public()
  @Query(() => String)
  open(): string {
    return '';
  }
}

@Controller('x')
class OpenController {
  @Get('y')
  y(): string {
    return '';
  }
}

describe('unguardedFields', () => {
  it('lists every entry point without a rule and nothing else', () => {
    expect(unguardedFields('OpenResolver', OpenResolver.prototype)).toEqual([
      'OpenResolver.asked (Query)',
      'OpenResolver.changed (Mutation)',
      'OpenResolver.watched (Subscription)',
      'OpenResolver.resolveReference (reference)',
    ]);
    expect(unguardedFields('OpenController', OpenController.prototype)).toEqual(['OpenController.y (http)']);
  });
});
