import type { z } from 'zod';
import type { FactDefinition } from './definition.js';
import { dispatchFacts } from './dispatch.facts.js';
import { envelopeSchema } from './envelope.js';
import type { Fact } from './envelope.js';
import { fieldServiceFacts } from './field-service.facts.js';
import { intakeFacts } from './intake.facts.js';
import { qualityFacts } from './quality.facts.js';

/** Every fact type of the system. */
export const factDefinitions: readonly FactDefinition[] = [...intakeFacts, ...dispatchFacts, ...fieldServiceFacts, ...qualityFacts];

const byType = new Map(factDefinitions.map((definition) => [definition.type, definition]));

/** Topics whose last value per key is enough. */
const compactedTopics: readonly string[] = ['intake.policy-pack.v1', 'intake.person.v1', 'intake.device.v1'];

/** Every topic; those whose last value per key is enough are compacted. */
export const factTopics: readonly { readonly topic: string; readonly compacted: boolean }[] = [
  ...new Set(factDefinitions.map((definition) => definition.topic)),
].map((topic) => ({ topic, compacted: compactedTopics.includes(topic) }));

/** The definition of a fact type, or undefined for a type that this reader does not know. */
export const factDefinition = (type: string): FactDefinition | undefined => byType.get(type);

/** Why a message is no fact that this reader can take. */
export class UnreadableFact extends Error {
  override readonly name = 'UnreadableFact';
}

/**
 * Reads a message. Unknown fields are dropped (additive change), unknown types and broken messages throw `UnreadableFact`.
 */
export const readFact = (message: unknown): Fact => {
  const envelope = envelopeSchema.safeParse(message);
  if (!envelope.success) throw new UnreadableFact(`envelope: ${envelope.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
  const definition = byType.get(envelope.data.type);
  if (!definition) throw new UnreadableFact(`type ${envelope.data.type}`);
  const data = definition.data.safeParse((message as { data?: unknown }).data);
  if (!data.success) throw new UnreadableFact(`${envelope.data.type}: ${data.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
  return { ...envelope.data, data: data.data };
};

/** Whether a fact is of this definition; narrows its data. */
export const isFact = <S extends z.ZodType>(fact: Fact, definition: FactDefinition<S>): fact is Fact<z.infer<S>> => fact.type === definition.type;
