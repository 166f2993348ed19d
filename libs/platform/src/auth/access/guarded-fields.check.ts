import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { RESOLVER_REFERENCE_METADATA, RESOLVER_TYPE_METADATA } from '@nestjs/graphql';
import { ACCESS_RULE } from './allow.decorator.js';

export type EntryPointKind = 'Query' | 'Mutation' | 'Subscription' | 'reference' | 'http';

type Handler = object;

const rootTypes: readonly unknown[] = ['Query', 'Mutation', 'Subscription'];

/** What a method is to the outside; `undefined` when nothing outside can call it. */
export const entryPointKind = (handler: Handler): EntryPointKind | undefined => {
  const type: unknown = Reflect.getMetadata(RESOLVER_TYPE_METADATA, handler);
  if (rootTypes.includes(type)) return type as EntryPointKind;
  if (Reflect.getMetadata(RESOLVER_REFERENCE_METADATA, handler) === true) return 'reference';
  return Reflect.hasMetadata(PATH_METADATA, handler) ? 'http' : undefined;
};

/** Entry points of a class that carry neither `@Allow` nor `@Public`, as `Class.method (kind)`. */
export const unguardedFields = (name: string, prototype: object, scanner = new MetadataScanner()): string[] =>
  scanner.getAllMethodNames(prototype).flatMap((method) => {
    const handler: unknown = Reflect.get(prototype, method);
    if (typeof handler !== 'function') return [];
    const kind = entryPointKind(handler);
    if (kind === undefined || Reflect.hasMetadata(ACCESS_RULE, handler)) return [];
    return [`${name}.${method} (${kind})`];
  });

/** Throws an error that lists every entry point without a rule. Called at boot: a forgotten rule stops the process, not the caller's privacy. */
export const assertAllFieldsGuarded = (modules: ModulesContainer): void => {
  const instances = [...modules.values()].flatMap((module) => [...module.providers.values(), ...module.controllers.values()]);
  const open = new Set(
    instances.flatMap(({ metatype }) => {
      const prototype: unknown = typeof metatype === 'function' ? metatype.prototype : undefined;
      return prototype instanceof Object ? unguardedFields(metatype?.name ?? '', prototype) : [];
    }),
  );
  if (open.size > 0) throw new Error(`Fields without @Allow or @Public: ${[...open].sort().join(', ')}`);
};

/** Runs the check when the application boots. */
@Injectable()
export class GuardedFieldsCheck implements OnApplicationBootstrap {
  constructor(private readonly modules: ModulesContainer) {}

  onApplicationBootstrap(): void {
    assertAllFieldsGuarded(this.modules);
  }
}
