import { randomBytes } from 'node:crypto';
import type { LoggedStatement } from './statement.log.js';

/** A parameter that the driver takes: bytea goes as bytes, everything else as text. */
export type Parameter = string | Buffer | null;

export interface ReplayStatement {
  readonly sql: string;
  readonly parameters?: readonly Parameter[];
}

/** Texts that must be new in every repetition: ids, keys, and the number and key of the captured registration. */
const idPattern = /[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const bytesPattern = /^\\x([0-9a-f]*)$/;
/** Bytes at the end of a sealed value or an index that make it another one. */
const variedBytes = 8;

type Piece = string | { readonly token: number };

/** Makes the captured statements anew, each time with ids that were never used: what the service would send next. */
export class StatementTemplate {
  private readonly tokens: string[] = [];
  private readonly statements: readonly { readonly sql: string; readonly parameters: readonly ((fresh: readonly string[], n: number) => Parameter)[]; readonly extended: boolean }[];
  private readonly run = randomBytes(3).toString('hex').toUpperCase();

  constructor(
    captured: readonly LoggedStatement[],
    private readonly own: { readonly key: string; readonly number: string },
  ) {
    this.statements = captured.map(({ sql, parameters, extended }) => ({ sql, extended, parameters: parameters.map((value) => this.compile(value)) }));
  }

  get size(): number {
    return this.statements.length;
  }

  /** The statements of repetition `n`; every `n` gives other ids. */
  make(n: number): ReplayStatement[] {
    const fresh = this.tokens.map((token, i) => this.freshToken(token, i, n));
    return this.statements.map(({ sql, parameters, extended }) => (extended ? { sql, parameters: parameters.map((make) => make(fresh, n)) } : { sql }));
  }

  private compile(value: string | null): (fresh: readonly string[], n: number) => Parameter {
    if (value === null) return () => null;
    const hex = bytesPattern.exec(value)?.[1];
    if (hex !== undefined) return this.compileBytes(Buffer.from(hex, 'hex'));
    const pieces = this.piecesOf(value);
    if (pieces.every((piece) => typeof piece === 'string')) return () => value;
    return (fresh) => pieces.map((piece) => (typeof piece === 'string' ? piece : (fresh[piece.token] ?? ''))).join('');
  }

  private compileBytes(bytes: Buffer): (fresh: readonly string[], n: number) => Parameter {
    if (bytes.length < variedBytes) return () => bytes;
    return (_fresh, n) => {
      const copy = Buffer.from(bytes);
      copy.writeBigUInt64BE(BigInt(`0x${this.run}`) * 2n ** 32n + BigInt(n), copy.length - variedBytes);
      return copy;
    };
  }

  private piecesOf(value: string): Piece[] {
    const own = [this.own.key, this.own.number].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const pattern = new RegExp(`${own.join('|')}|${idPattern.source}`, 'g');
    const pieces: Piece[] = [];
    let at = 0;
    for (const match of value.matchAll(pattern)) {
      pieces.push(value.slice(at, match.index), { token: this.tokenOf(match[0]) });
      at = match.index + match[0].length;
    }
    return [...pieces, value.slice(at)];
  }

  private tokenOf(text: string): number {
    const known = this.tokens.indexOf(text);
    return known >= 0 ? known : this.tokens.push(text) - 1;
  }

  /** Of the same length and form; the beginning stays, as neighbouring ids have it in common. */
  private freshToken(token: string, i: number, n: number): string {
    if (token === this.own.key) return `replay-${this.run}-${n}`;
    if (token === this.own.number) return `${token}-${this.run}${n}`;
    const tail = `${i.toString(16).padStart(2, '0')}${n.toString(16).padStart(8, '0')}`;
    if (token.includes('-')) return `${token.slice(0, 8)}-${this.run.slice(0, 4).toLowerCase()}-${token.slice(14, 23)}-${tail.padStart(12, '0')}`;
    return `${token.slice(0, 10)}${this.run}${tail.toUpperCase()}`;
  }
}
