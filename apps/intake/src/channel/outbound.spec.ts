import { describe, expect, it } from '@jest/globals';
import { ChannelFailure } from './channel.port.js';
import { expectTaken, Outbound } from './outbound.js';

const failureOf = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'taken', (error: unknown) => (error instanceof ChannelFailure ? { code: error.code, lasting: error.lasting } : error));

describe('connections of channels', () => {
  const outbound = new Outbound(['Mail.Internal', '127.0.0.1']);

  it.each([
    ['https://hooks.example.com/a', true],
    ['http://hooks.example.com/a', false],
    ['http://127.0.0.1:8080/a', true],
    ['https://user:secret@hooks.example.com/', false],
    ['ftp://hooks.example.com/', false],
  ])('%s may be called: %s', (url, may) => {
    expect(outbound.mayCall(new URL(url))).toBe(may);
  });

  it.each(['localhost', '10.0.0.1', '[::1]', '169.254.169.254'])('never go to %s, which is not named as an own host', async (host) => {
    expect(await failureOf(outbound.resolve(host))).toEqual({ code: 'channel.address-private', lasting: true });
  });

  it('go to a host of the enterprise\'s own', async () => {
    expect(await outbound.resolve('127.0.0.1')).toMatchObject({ address: '127.0.0.1' });
  });

  it.each([
    [204, 'taken'],
    [301, { code: 'channel.refused', lasting: true }],
    [404, { code: 'channel.refused', lasting: true }],
    [429, { code: 'channel.refused', lasting: false }],
    [503, { code: 'channel.refused', lasting: false }],
  ])('understand the answer %s', async (status, expected) => {
    expect(await failureOf(Promise.resolve().then(() => expectTaken({ status, body: '', retryAfterMs: 0 })))).toEqual(expected);
  });
});
