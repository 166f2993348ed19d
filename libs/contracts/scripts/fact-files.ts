import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FactDefinition } from '@mendline/contracts/facts';
import { breaksOf, type JsonSchema } from './additive.check.js';
import { exampleOf, schemaOf, textOf } from './fact-documents.js';

/** Where schemas and examples lie. */
export class FactFiles {
  constructor(readonly root: string) {}

  schemaPath(type: string): string {
    return join(this.root, 'schemas', `${type}.json`);
  }

  schema(type: string): JsonSchema | null {
    const path = this.schemaPath(type);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as JsonSchema) : null;
  }

  /** Every example of a type that was ever committed, oldest first. */
  examples(type: string): readonly string[] {
    const folder = join(this.root, 'examples', type);
    if (!existsSync(folder)) return [];
    const number = (file: string): number => Number(file.replace('.json', ''));
    return readdirSync(folder)
      .sort((a, b) => number(a) - number(b))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
  }

  /** Types that have a schema or examples here. */
  types(): readonly string[] {
    const schemas = existsSync(join(this.root, 'schemas')) ? readdirSync(join(this.root, 'schemas')) : [];
    const examples = existsSync(join(this.root, 'examples')) ? readdirSync(join(this.root, 'examples')) : [];
    return [...new Set([...schemas.map((file) => file.replace(/\.json$/, '')), ...examples])].sort();
  }

  /**
   * Writes schema and, where it differs from the newest one, the example under the next number. Old examples stay for ever.
   * Nothing is written when the schema would break old facts or readers.
   * @returns what would break
   */
  write(definition: FactDefinition): readonly string[] {
    const now = schemaOf(definition);
    const before = this.schema(definition.type);
    const breaks = before === null ? [] : breaksOf(before, now);
    if (breaks.length > 0) return breaks.map((problem) => `${definition.type}: ${problem}`);
    put(this.schemaPath(definition.type), textOf(now));
    const examples = this.examples(definition.type);
    const example = textOf(exampleOf(definition));
    if (examples.at(-1) !== example) put(join(this.root, 'examples', definition.type, `${examples.length + 1}.json`), example);
    return [];
  }
}

const put = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
