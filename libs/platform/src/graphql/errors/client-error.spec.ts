import { describe, expect, it } from '@jest/globals';
import { conflict, DomainError, forbidden, invalid, notFound } from '@mendline/contracts/errors';
import { GraphQLError } from 'graphql';
import { classify, toWireError } from './client-error.js';
import { hasMessage, languageOf, messageFor, registerMessages, untranslated } from './message.catalogue.js';
import { messagesEn } from './messages.en.js';
import { messagesZh } from './messages.zh.js';

const zh = { language: 'zh', correlationId: 'c-1' } as const;
const en = { language: 'en', correlationId: 'c-1' } as const;

describe('messages', () => {
  it('has every code in both languages, with the same parameters', () => {
    expect(untranslated({ zh: messagesZh, en: messagesEn })).toEqual([]);
    const params = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const code of Object.keys(messagesZh) as (keyof typeof messagesZh)[]) expect([code, params(messagesEn[code])]).toEqual([code, params(messagesZh[code])]);
  });

  it('refuses a service’s code that lacks a language', () => {
    expect(() => registerMessages({ zh: { 'a.b': '甲' }, en: {} })).toThrow('a.b');
    expect(hasMessage('a.b')).toBe(false);
  });

  it('puts parameters in and takes none from the prototype', () => {
    expect(messageFor('rate.limited', { retryAfter: 3 }, 'en')).toContain('3 s');
    registerMessages({ zh: { 'x.proto': '{constructor}' }, en: { 'x.proto': '{constructor}' } });
    expect(messageFor('x.proto', {}, 'en')).toBe('{constructor}');
  });

  it.each([
    [undefined, 'zh'],
    ['en', 'en'],
    ['en-GB,zh;q=0.9', 'en'],
    ['zh;q=0.3, en-US;q=0.8', 'en'],
    ['nb-NO, en;q=0.5', 'en'],
    ['fr', 'zh'],
    ['en;q=0', 'zh'],
  ])('takes the language of %j', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('classify', () => {
  it.each([
    [invalid('a.b'), 'BAD_USER_INPUT', 'a.b'],
    [notFound('ticket.not-found'), 'NOT_FOUND', 'ticket.not-found'],
    [conflict('command.key-reused'), 'CONFLICT', 'command.key-reused'],
    [forbidden('a.b'), 'FORBIDDEN', 'a.b'],
    [new DomainError('busy', 'ticket.busy'), 'RATE_LIMITED', 'ticket.busy'],
    [new GraphQLError('Cannot query field "x". Did you mean "secret"?'), 'BAD_USER_INPUT', 'query.invalid'],
    [Object.assign(new Error('x'), { statusCode: 413 }), 'BAD_USER_INPUT', 'input.body-too-large'],
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'UNAVAILABLE', 'service.unavailable'],
    [Object.assign(new Error('x'), { driverError: { code: '57P01' } }), 'UNAVAILABLE', 'service.unavailable'],
    [Object.assign(new Error('canceling statement due to lock timeout'), { driverError: { code: '55P03' } }), 'UNAVAILABLE', 'service.unavailable'],
    [new Error('timeout exceeded when trying to connect'), 'UNAVAILABLE', 'service.unavailable'],
    [Object.assign(new Error('Connection terminated unexpectedly'), { driverError: new Error('Connection terminated unexpectedly') }), 'UNAVAILABLE', 'service.unavailable'],
    [Object.assign(new Error('canceling statement due to statement timeout'), { driverError: { code: '57014' } }), 'UNAVAILABLE', 'service.unavailable'],
    [Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { driverError: { code: '22021' } }), 'BAD_USER_INPUT', 'input.text-invalid'],
    [Object.assign(new Error('unsupported Unicode escape sequence'), { driverError: { code: '22P05' } }), 'BAD_USER_INPUT', 'input.text-invalid'],
    [Object.assign(new Error('duplicate key'), { driverError: { code: '23505' } }), 'INTERNAL', 'internal.error'],
    [new GraphQLError('x', { originalError: new GraphQLError('y', { originalError: conflict('c.d') }) }), 'CONFLICT', 'c.d'],
    [new TypeError('x is undefined'), 'INTERNAL', 'internal.error'],
    ['a string', 'INTERNAL', 'internal.error'],
  ])('%s is %s', (error, code, reason) => {
    expect(classify(error)).toMatchObject({ code, reason });
  });
});

describe('toWireError', () => {
  it('tells nothing of the cause', () => {
    const wire = toWireError(new GraphQLError('boom', { originalError: new Error('password=42'), path: ['a'] }), zh).toJSON();
    expect(wire).toEqual({ message: expect.stringContaining('c-1'), path: ['a'], extensions: { code: 'INTERNAL', reason: 'internal.error', correlationId: 'c-1' } });
  });

  it('gives no schema suggestion', () => {
    expect(toWireError(new GraphQLError('Cannot query field "x". Did you mean "secret"?'), en).message).not.toContain('secret');
  });

  it('translates once', () => {
    const wire = toWireError(invalid('input.malformed'), en);
    expect(toWireError(wire, zh)).toBe(wire);
  });
});
