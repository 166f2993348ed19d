import { randomBytes } from 'node:crypto';
import { mutationOf } from '../system/graphql.caller.js';

export const registerTicket = mutationOf('registerTicket', 'ticket { id number }');

const problems = [
  'The washing machine stops in the middle of the programme and the door stays locked until it is unplugged for a while.',
  'The screen stays black after the last update, the telephone still rings and vibrates, restarting it does not help.',
  'The vacuum cleaner became loud and loses suction after ten minutes; filters and tube are clean.',
  'No sound from the left loudspeaker since it was moved, cables are changed, the amplifier works with another pair.',
];

/** Keys and telephone numbers that no other run of this process and no earlier one has used. */
export class Registrations {
  private readonly run = randomBytes(4).toString('hex');
  private count = 0;

  constructor(private readonly regions: readonly string[]) {}

  /** The input of one more registration, of a customer who was not known before. */
  next(more: Readonly<Record<string, string>> = {}): Readonly<Record<string, unknown>> & { readonly key: string } {
    const n = (this.count += 1);
    return {
      key: `bench-${this.run}-${n}`,
      kind: 'consultation', channel: 'phone', region: this.regions[n % this.regions.length] ?? 'EAST', faultClass: 'hardware',
      customer: { name: `Customer ${this.run} ${n}`, phone: `139${String(n).padStart(8, '0')}`, email: `c${n}@${this.run}.example`, address: `${n} Long Road` },
      brand: 'Acme', model: `M-${n % 50}`, serialNumber: `SN${this.run}${n}`, category: 'Household', description: problems[n % problems.length] ?? '',
      ...more,
    };
  }
}
