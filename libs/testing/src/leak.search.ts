/** A needle that was found, and how it was written there. */
export interface Leak {
  readonly needle: string;
  readonly form: 'clear' | 'json' | 'hex' | 'base64' | 'url';
  /** A few characters around it. */
  readonly excerpt: string;
}

type Form = readonly [form: Leak['form'], text: string];

const EXCERPT = 30;
/** Base64 of a shorter middle part says too little to be told from chance. */
const MIN_BASE64 = 8;

/**
 * Searches a dump for needles in every form in which a store or a log may hold them: as they are, with JSON escapes, as the hex of a
 * bytea column, within base64 (Temporal payloads, at all three alignments), percent-encoded. Each needle is reported once per form.
 */
export function findLeaks(dump: string, needles: readonly string[]): readonly Leak[] {
  return needles.flatMap((needle) =>
    formsOf(needle).flatMap(([form, text]) => {
      const at = dump.indexOf(text);
      return at < 0 ? [] : [{ needle, form, excerpt: dump.slice(Math.max(0, at - EXCERPT), at + text.length + EXCERPT) }];
    }),
  );
}

function formsOf(needle: string): readonly Form[] {
  const bytes = Buffer.from(needle, 'utf8');
  const hex = bytes.toString('hex');
  const encoded = encodeURIComponent(needle);
  const base64: readonly Form[] = base64Cores(bytes).map((core) => ['base64', core]);
  const escaped = jsonEscaped(needle);
  return [
    ['clear', needle],
    ['hex', hex],
    ...base64,
    ...(escaped === needle ? [] : [['json', escaped] as const]),
    ...(encoded === needle ? [] : [['url', encoded] as const]),
  ];
}

function jsonEscaped(text: string): string {
  return text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What stays of the bytes' base64 whatever stands before and after them. */
function base64Cores(bytes: Buffer): readonly string[] {
  return [0, 1, 2]
    .map((shift) => {
      const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
      const skipped = shift === 0 ? 0 : 4;
      return whole.toString('base64').slice(skipped, Math.floor(whole.length / 3) * 4);
    })
    .filter((core) => core.length >= MIN_BASE64);
}
