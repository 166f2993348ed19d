import { describe, expect, it } from '@jest/globals';
import { abandoningOf, closingOf, refuseStep, type SessionStanding } from './remote-session.domain.js';
import { selfChecks, selfCheckWords } from './self-check.words.js';

const session = (rest: Partial<SessionStanding> = {}): SessionStanding => ({ ticketId: 't1', ownerId: 'p1', state: 'open', result: null, steps: 0, ...rest });
const closed = session({ state: 'closed', result: 'solved', steps: 2 });
const owner = { personId: 'p1', roles: ['specialist'] } as const;

describe('a step of a remote session', () => {
  it('[A5-3] is one of the self-check list', () => {
    expect(selfChecks).toEqual(expect.arrayContaining(['power', 'wiring', 'software-settings', 'run-data']));
    for (const check of selfChecks) expect(refuseStep(session(), owner, check)).toBeNull();
    expect(refuseStep(session(), owner, 'magic')).toEqual({ refusal: 'remote-step.check-unknown' });
  });

  it('[A5-4] is recorded by the owner or a supervisor, nobody else', () => {
    expect(refuseStep(session(), { personId: 'p2', roles: ['specialist'] }, 'power')).toEqual({ refusal: 'remote-session.not-owner' });
    expect(refuseStep(session(), { personId: 'p2', roles: ['supervisor'] }, 'power')).toBeNull();
    expect(refuseStep(session({ ownerId: null }), owner, 'power')).toEqual({ refusal: 'remote-session.not-owner' });
  });

  it('is recorded while the session is open', () => {
    expect(refuseStep(closed, owner, 'power')).toEqual({ refusal: 'remote-session.closed' });
    expect(refuseStep(session({ state: 'abandoned' }), owner, 'power')).toEqual({ refusal: 'remote-session.closed' });
  });
});

describe('the end of a remote session', () => {
  it.each(['solved', 'unsolved'] as const)('[A5-2] is %s only after something was tried', (result) => {
    expect(closingOf(session(), 't1', result)).toEqual({ refusal: 'remote-session.no-steps' });
    expect(closingOf(session({ steps: 1 }), 't1', result)).toBe('close');
  });

  it('is final: the same again changes nothing, another is refused', () => {
    expect(closingOf(closed, 't1', 'solved')).toBe('nothing');
    expect(closingOf(closed, 't1', 'unsolved')).toEqual({ refusal: 'remote-session.closed' });
    expect(closingOf(session({ state: 'abandoned', result: 'abandoned' }), 't1', 'solved')).toEqual({ refusal: 'remote-session.closed' });
  });

  it('is refused for a session that is not there', () => {
    expect(closingOf(null, 't1', 'solved')).toEqual({ refusal: 'remote-session.unknown' });
    expect(closingOf(closed, 't2', 'solved')).toEqual({ refusal: 'remote-session.unknown' });
  });

  it('is by abandoning where the ticket went on without it', () => {
    expect(abandoningOf(session())).toBe('abandon');
    expect(abandoningOf(closed)).toBe('nothing');
    expect(abandoningOf(null)).toBe('bury');
  });
});

it('every check has its words in both languages', () => {
  const words = selfChecks.flatMap((check) => [selfCheckWords(check, 'zh'), selfCheckWords(check, 'en')]);
  expect(new Set(words).size).toBe(selfChecks.length * 2);
  expect(words.every((text) => text.length > 3)).toBe(true);
});
