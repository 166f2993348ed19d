import type { FieldServiceActivities } from '@mendline/contracts/field-service';

type SessionState = 'open' | 'solved' | 'unsolved' | 'abandoned';

/** Field-service with a script: `down` fails every call, `refusal` is what closing a session is refused with. */
export class FakeFieldService implements FieldServiceActivities {
  down = false;
  refusal: string | null = null;
  readonly sessions = new Map<string, SessionState>();
  readonly calls: string[] = [];

  readonly openRemoteSession: FieldServiceActivities['openRemoteSession'] = async ({ sessionId }) => {
    this.enter('openRemoteSession');
    if (!this.sessions.has(sessionId)) this.sessions.set(sessionId, 'open');
  };

  readonly closeRemoteSession: FieldServiceActivities['closeRemoteSession'] = async ({ sessionId, result }) => {
    this.enter('closeRemoteSession');
    if (this.refusal !== null) return { refusal: this.refusal };
    const state = this.sessions.get(sessionId);
    if (state !== 'open' && state !== result) return { refusal: state ? 'remote-session.ended' : 'remote-session.unknown' };
    this.sessions.set(sessionId, result);
    return { refusal: null };
  };

  readonly abandonRemoteSession: FieldServiceActivities['abandonRemoteSession'] = async ({ sessionId }) => {
    this.enter('abandonRemoteSession');
    if (this.sessions.get(sessionId) === 'open') this.sessions.set(sessionId, 'abandoned');
  };

  private enter(activity: string): void {
    this.calls.push(activity);
    if (this.down) throw new Error('field-service is down');
  }
}
