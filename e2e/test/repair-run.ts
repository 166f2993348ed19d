import { expect } from '@jest/globals';
import type { RunVerdict } from '../src/checker/index.js';
import { nothingHeld, RepairScene, Scene, SceneWitness, type RepairView } from '../src/scene/index.js';

/** A recorded transition, as far as these specs look at it. */
export interface Transition {
  readonly to: string;
  readonly command: string;
}

/** Lives of repairs that run side by side in both tenants, and one check of them all when the last has ended. */
export class RepairRun {
  readonly first: RepairScene;
  readonly second: RepairScene;
  readonly witness: SceneWitness;
  private checked: Promise<RunVerdict> | null = null;

  private constructor(readonly scene: Scene) {
    this.first = new RepairScene(scene);
    this.second = new RepairScene(scene, scene.teams[1]);
    this.witness = new SceneWitness(scene);
  }

  static async open(name: string): Promise<RepairRun> {
    return new RepairRun(await Scene.open(name));
  }

  /** Checks everything once these have ended, whichever way. */
  checkAfter(lives: readonly Promise<unknown>[]): void {
    this.checked = Promise.allSettled(lives).then(() => this.witness.verdict());
    this.checked.catch(() => undefined);
  }

  verdict(): Promise<RunVerdict> {
    if (!this.checked) throw new Error('nothing is checked');
    return this.checked;
  }

  transitions({ id }: Pick<RepairView, 'id'>): Promise<readonly Transition[]> {
    return this.witness.facts<Transition>(id, 'intake.ticket.transitioned.v1');
  }

  /** The statuses after the registration in order. */
  async path(ticket: Pick<RepairView, 'id'>): Promise<readonly string[]> {
    const steps = (await this.transitions(ticket)).map(({ to }) => to);
    return steps.filter((status, index) => status !== steps[index - 1]);
  }

  /** Everything that the check of the whole run and the owners' own rows have to say of a ticket. */
  async expectSound({ id, number }: Pick<RepairView, 'id' | 'number'>): Promise<void> {
    expect(await this.witness.held(id)).toEqual(nothingHeld);
    expect((await this.verdict()).problems.filter((problem) => problem.includes(` ${number}: `))).toEqual([]);
  }

  /** What was due was raised and nothing twice, and nothing is lost. */
  async expectNothingLost(): Promise<void> {
    const { escalationsDue, escalationsRaised, lost, duplicates, problems } = await this.verdict();
    expect(problems).toEqual([]);
    expect({ escalationsRaised, lost, duplicates }).toEqual({ escalationsRaised: escalationsDue, lost: 0, duplicates: 0 });
  }
}
