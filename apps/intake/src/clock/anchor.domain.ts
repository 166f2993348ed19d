import type { VisitRef, VisitWindow } from '@mendline/contracts/ticket';
import type { AgreedAnchor } from './clock.types.js';

/** A recorded command by which an appointment came or went. */
export interface AppointmentStep {
  readonly command: string;
  readonly at: Date;
  readonly data: VisitRef & Partial<VisitWindow>;
}

/** The commands that say something about appointments. */
export const appointmentCommands = ['agree-window', 'finish-visit'] as const;

/**
 * The instants that were agreed for a ticket's visits. What was agreed for a visit that was given up says nothing to a clock that starts
 * later; one that ran already keeps it until another window is agreed: the customer was promised it.
 */
export const anchorsOf = (steps: readonly AppointmentStep[], currentVisitId: string | null): AgreedAnchor[] =>
  steps.flatMap(({ command, at, data: { visitId, from, to } }) => {
    if (command !== 'agree-window' || from === undefined || to === undefined) return [];
    const finished = steps.find((step) => step.command === 'finish-visit' && step.data.visitId === visitId)?.at;
    const until = visitId === currentVisitId ? null : (finished ?? at);
    return [
      { name: 'appointment', at: new Date(from), since: at, until },
      { name: 'appointment-end', at: new Date(to), since: at, until },
    ];
  });
