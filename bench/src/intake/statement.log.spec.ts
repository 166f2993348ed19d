import { describe, expect, it } from '@jest/globals';
import { parseLog, parseParameters } from './statement.log.js';

const of = { database: 'd', user: 'u' };

describe('the log of PostgreSQL', () => {
  it('reads parameters with quotes, commas, nulls and line breaks', () => {
    expect(parseParameters(`$1 = 'it''s', $2 = NULL, $3 = 'a, $4 = ''b''', $4 = '', $5 = 'x\ny'`)).toEqual(["it's", null, `a, $4 = 'b'`, '', 'x\ny']);
  });

  it('takes the statements of one role in one database, with lines that go on', () => {
    const log = [
      '7@d@u LOG:  statement: START TRANSACTION', '7@d@u LOG:  execute <unnamed>: select $1', '\t  from x', "7@d@u DETAIL:  Parameters: $1 = 'y'",
      '8@d@other LOG:  statement: select 2', '9@other@u LOG:  statement: select 3', '7@d@u LOG:  statement: COMMIT', 'server noise', '',
    ].join('\n');
    expect(parseLog(log, of)).toEqual([
      { pid: '7', sql: 'START TRANSACTION', parameters: [], extended: false },
      { pid: '7', sql: 'select $1\n  from x', parameters: ['y'], extended: true },
      { pid: '7', sql: 'COMMIT', parameters: [], extended: false },
    ]);
  });

  it('puts transactions that ran side by side one after the other', () => {
    const log = ['1@d@u LOG:  statement: BEGIN', '2@d@u LOG:  statement: BEGIN', '2@d@u LOG:  statement: select 2', '1@d@u LOG:  statement: select 1', '2@d@u LOG:  statement: COMMIT', '1@d@u LOG:  statement: COMMIT'];
    expect(parseLog(log.join('\n'), of).map(({ sql }) => sql)).toEqual(['BEGIN', 'select 1', 'COMMIT', 'BEGIN', 'select 2', 'COMMIT']);
  });
});
