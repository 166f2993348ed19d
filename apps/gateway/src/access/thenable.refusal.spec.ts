import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { thenableDocument, thenableVariables } from './thenable.refusal.js';

describe('a name that the runtime would take for a promise', () => {
  it.each(['{ then { id } }', '{ then: ticket(id: 1) { id } }', 'query ($then: ID!) { ticket(id: $then) { id } }', 'mutation { consent(input: { then: CLOSE }) { state } }'])('is refused in %s', (query) => {
    expect(thenableDocument(parse(query))?.message).toBe('The name "then" cannot be used.');
  });

  it.each([[{ then: 1 }], [{ input: { list: [{ deep: { then: null } }] } }]])('is refused in the variables %j', (variables) => {
    expect(thenableVariables(variables)).not.toBeNull();
  });

  it('is nothing else', () => {
    expect(thenableDocument(parse('{ thenceforth: ticket(id: "then") { id } }'))).toBeNull();
    expect(thenableVariables({ input: { text: 'and then?', list: [null, 1, ['then']], none: null } })).toBeNull();
    expect(thenableVariables({})).toBeNull();
  });
});
