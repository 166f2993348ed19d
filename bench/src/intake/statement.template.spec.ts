import { describe, expect, it } from '@jest/globals';
import { StatementTemplate } from './statement.template.js';

const ulid = '01J9ZC3V5T6W7X8Y9Z0ABCDEFG';
const uuid = '0193a5d2-1111-7222-8333-444455556666';
const captured = [
  { pid: '1', sql: 'BEGIN', parameters: [], extended: false },
  { pid: '1', sql: 'insert', parameters: [`cn1_${ulid}`, 'key-0001', '\\x00112233445566778899', null, 'huaxin'], extended: true },
  { pid: '1', sql: 'fact', parameters: [`{"id":"${uuid}","ticket":"cn1_${ulid}","number":"2026-7"}`], extended: true },
];
const template = new StatementTemplate(captured, { key: 'key-0001', number: '2026-7' });

describe('StatementTemplate', () => {
  it('keeps statements, constants and forms, and makes every id anew', () => {
    const [begin, insert] = template.make(1);
    const [again] = template.make(2).slice(1);
    expect(begin).toEqual({ sql: 'BEGIN' });
    expect(insert?.parameters?.[0]).toMatch(/^cn1_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(insert?.parameters?.slice(3)).toEqual([null, 'huaxin']);
    expect((insert?.parameters?.[2] as Buffer).subarray(0, 2).toString('hex')).toBe('0011');
    for (const place of [0, 1, 2]) expect(again?.parameters?.[place]).not.toEqual(insert?.parameters?.[place]);
  });

  it('gives one id the same new value wherever it stands', () => {
    const [, insert, fact] = template.make(3);
    const content = JSON.parse(String(fact?.parameters?.[0])) as { id: string; ticket: string; number: string };
    expect(content.ticket).toBe(insert?.parameters?.[0]);
    expect(content.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7222-8333-[0-9a-f]{12}$/);
    expect(content.number).not.toBe('2026-7');
  });
});
