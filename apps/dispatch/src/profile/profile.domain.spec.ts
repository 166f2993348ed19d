import { describe, expect, it } from '@jest/globals';
import { checkedProfile, type ProfileDraft } from './profile.domain.js';

const draft = (rest: Partial<ProfileDraft> = {}): ProfileDraft => ({
  personId: 'p1', region: '310000', neighbourRegions: ['320000'], skills: ['hardware'], kinds: ['consultation'], maxLoad: 5, active: true,
  worksFor: [], certificates: [], dailyCapacity: 8, ...rest,
});

describe('a profile', () => {
  it('is tidied', () => {
    const tidy = checkedProfile(draft({ neighbourRegions: ['320000', '310000', '320000'], skills: ['hardware', 'hardware'] }));
    expect(tidy).toEqual(draft());
  });

  it.each([
    [{ region: '' }, 'profile.region-invalid'],
    [{ neighbourRegions: ['a b'] }, 'profile.region-invalid'],
    [{ skills: ['Hard Ware'] }, 'profile.skill-invalid'],
    [{ skills: Array.from({ length: 51 }, (_, i) => `s${i}`) }, 'profile.skill-invalid'],
    [{ kinds: ['repair-of-everything'] }, 'profile.kind-unknown'],
    [{ maxLoad: -1 }, 'profile.max-load-invalid'],
    [{ maxLoad: 1.5 }, 'profile.max-load-invalid'],
    [{ maxLoad: 201 }, 'profile.max-load-invalid'],
    [{ worksFor: ['a b'] }, 'profile.region-invalid'],
    [{ certificates: [{ skill: 'Not a code', validUntil: new Date(0) }] }, 'profile.certificate-invalid'],
    [{ dailyCapacity: 51 }, 'profile.capacity-invalid'],
  ])('is refused with %j', (rest, code) => {
    expect(() => checkedProfile(draft(rest))).toThrow(code);
  });
});
