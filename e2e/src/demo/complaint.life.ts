import type { ComplaintPlan } from './complaint.plan.js';
import type { SeenTicket } from './life.js';
import type { DemoStaff } from './people.js';
import type { RepairSetting } from './repair.life.js';
import { after, stepOf, type NextAction } from './step.js';

/** Where a complaint's people and what it is about are found. */
export interface ComplaintSetting extends Pick<RepairSetting, 'team'> {
  /** Whom the complaint is about; none of them handles it [A3-13]. */
  readonly accused: readonly string[];
  /** The ticket that it is about. */
  readonly about: string | null;
}

const feedbackMs = 600_000;

/** A complaint's people between the first contact and the answer. Keeps what has been done already. */
export class ComplaintLife {
  private tied = false;

  constructor(
    private readonly plan: ComplaintPlan,
    private readonly setting: ComplaintSetting,
  ) {}

  /** Null in waits that are every ticket's, and while a ticket that comes first is under way. */
  next(ticket: SeenTicket): NextAction | null {
    const owner = this.setting.team.byId(ticket.ownerId) ?? this.supervisor;
    const { workDelay } = this.plan;
    const responsibleIds = this.setting.accused;
    switch (ticket.wait) {
      case 'opinion': return this.giveOpinion(owner);
      case 'investigation': return after(workDelay, stepOf(owner, 'investigateComplaint', { findingCode: responsibleIds.length > 0 ? 'attitude' : 'unfounded', responsibleIds, comment: 'asked those who were there' }));
      case 'complaint-handling': return after(2, stepOf(owner, 'handleComplaint', { measureCode: 'apology', comment: 'said sorry' }));
      case 'report': return after(3, stepOf(owner, 'reportComplaint', { facts: 'what fails, how often and since when' }));
      case 'containment': return after(workDelay, stepOf(this.setting.team.one('general-manager'), 'containComplaint', { inProcess: 'NOT_AFFECTED', inStock: 'BLOCKED', measureCode: 'supplier-claim', responsibleIds: [], comment: 'stock is held back' }));
      default: return null;
    }
  }

  private giveOpinion(owner: DemoStaff): NextAction {
    const opinion = stepOf(owner, 'giveOpinion', () => ({ nextFeedbackAt: new Date(Date.now() + feedbackMs).toISOString(), text: 'we look into it and call again' }));
    const { about } = this.setting;
    if (!this.plan.waits || this.tied || about === null) return after(this.plan.opinionDelay, opinion);
    this.tied = true;
    return after(this.plan.opinionDelay, stepOf(owner, 'linkTicket', { relation: 'waits-for', otherTicketId: about }), opinion);
  }

  private get supervisor(): DemoStaff {
    const free = this.setting.team.withRole('supervisor').find(({ personId }) => !this.setting.accused.includes(personId));
    if (!free) throw new Error('every supervisor is complained about');
    return free;
  }
}
