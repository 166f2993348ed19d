/** A statement as the server's log shows it. */
export interface LoggedStatement {
  readonly pid: string;
  readonly sql: string;
  /** In order; null is SQL's null. Empty for statements of the simple protocol. */
  readonly parameters: readonly (string | null)[];
  /** Whether it went by the extended protocol, with parameters apart from the text. */
  readonly extended: boolean;
}

/** What the log must be told to write for `parseLog`. */
export const logSettings = { log_statement: 'all', log_line_prefix: '%p@%d@%u ' } as const;

const entryStart = /^(\d+)@([^@\s]*)@([^@\s]*) ([A-Z]+): {2}(.*)$/s;

interface Entry {
  readonly pid: string;
  readonly database: string;
  readonly user: string;
  readonly severity: string;
  text: string;
}

/** Lines that go on begin with a tab. */
const entriesOf = (log: string): Entry[] => {
  const entries: Entry[] = [];
  for (const line of log.split('\n')) {
    const start = entryStart.exec(line);
    const last = entries.at(-1);
    if (start) entries.push({ pid: start[1] ?? '', database: start[2] ?? '', user: start[3] ?? '', severity: start[4] ?? '', text: start[5] ?? '' });
    else if (last && line.startsWith('\t')) last.text += `\n${line.slice(1)}`;
  }
  return entries;
};

/** `$1 = 'it''s', $2 = NULL` → `["it's", null]`. */
export const parseParameters = (text: string): (string | null)[] => {
  const found = [...text.matchAll(/\$(\d+) = (?:'((?:[^']|'')*)'|(NULL))(?:, |$)/gs)];
  return found.map(([, , quoted]) => (quoted === undefined ? null : quoted.replaceAll("''", "'")));
};

/** Statements of one role in one database, in the order in which they ran. */
export const parseLog = (log: string, of: { readonly database: string; readonly user: string }): LoggedStatement[] => {
  const statements: LoggedStatement[] = [];
  for (const { pid, database, user, severity, text } of entriesOf(log)) {
    if (database !== of.database || user !== of.user) continue;
    const simple = /^statement: (.*)$/s.exec(text)?.[1];
    const extended = /^execute [^:]+: (.*)$/s.exec(text)?.[1];
    const parameters = /^parameters: (.*)$/is.exec(text)?.[1];
    const last = statements.at(-1);
    if (severity === 'LOG' && simple !== undefined) statements.push({ pid, sql: simple, parameters: [], extended: false });
    else if (severity === 'LOG' && extended !== undefined) statements.push({ pid, sql: extended, parameters: [], extended: true });
    else if (severity === 'DETAIL' && parameters !== undefined && last?.pid === pid) statements[statements.length - 1] = { ...last, parameters: parseParameters(parameters) };
  }
  return transactionsInOrder(statements);
};

/** Transactions that ran side by side on several connections, one after the other, by their beginning: for a replay on one. */
const transactionsInOrder = (statements: readonly LoggedStatement[]): LoggedStatement[] => {
  const groups: LoggedStatement[][] = [];
  const open = new Map<string, LoggedStatement[]>();
  for (const statement of statements) {
    const group = open.get(statement.pid);
    if (group) group.push(statement);
    else {
      const fresh = [statement];
      groups.push(fresh);
      if (isBegin(statement)) open.set(statement.pid, fresh);
    }
    if (isEnd(statement)) open.delete(statement.pid);
  }
  return groups.flat();
};

const isBegin = ({ sql }: LoggedStatement): boolean => /^(begin|start transaction)/i.test(sql);
const isEnd = ({ sql }: LoggedStatement): boolean => /^(commit|rollback)/i.test(sql);
