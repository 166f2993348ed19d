import type { Milestone, PauseReason } from '@mendline/contracts/ticket';
import type { SlaTarget } from '@mendline/contracts/policy-pack';
import type { DayName, Labels } from '@mendline/sla';

type Word = Milestone | PauseReason | SlaTarget['start'] | 'appointment' | 'appointment-end';

/** What events, pause reasons and appointments are called in explanations. */
const words: Readonly<Record<Word, DayName>> = {
  registered: { zh: '已登记', en: 'registered' },
  reviewed: { zh: '已审核', en: 'reviewed' },
  assigned: { zh: '已分派', en: 'assigned' },
  contacted: { zh: '已联系客户', en: 'customer contacted' },
  tried: { zh: '已远程尝试', en: 'tried from afar' },
  planned: { zh: '已提交方案', en: 'planned' },
  approved: { zh: '方案已批准', en: 'plan approved' },
  consented: { zh: '客户已同意', en: 'customer agreed' },
  dispatched: { zh: '已派工', en: 'engineer dispatched' },
  scheduled: { zh: '已约定上门', en: 'visit agreed' },
  arrived: { zh: '已到达现场', en: 'arrived on site' },
  solved: { zh: '已解决', en: 'solved' },
  answered: { zh: '已答复', en: 'answered' },
  'opinion-given': { zh: '已给出初步意见', en: 'initial opinion given' },
  investigated: { zh: '已调查', en: 'investigated' },
  handled: { zh: '已处理', en: 'handled' },
  reported: { zh: '已报告', en: 'reported' },
  contained: { zh: '总经理已处理', en: 'contained' },
  'result-told': { zh: '已告知结果', en: 'result told' },
  confirmed: { zh: '客户已确认', en: 'confirmed by the customer' },
  'return-visited': { zh: '已回访', en: 'return visit made' },
  'supervisor-reviewed': { zh: '主管已复核', en: 'reviewed by the supervisor' },
  archived: { zh: '已归档', en: 'archived' },
  queued: { zh: '进入主管待派池', en: "in the supervisor's queue" },
  'dispatch-queued': { zh: '等待主管派工', en: 'waiting for dispatch by the supervisor' },
  'plan-declined': { zh: '方案被否决', en: 'plan declined' },
  parts: { zh: '等待备件', en: 'parts' },
  customer: { zh: '等待客户', en: 'the customer' },
  supplier: { zh: '等待供应商', en: 'the supplier' },
  'third-party': { zh: '等待第三方', en: 'a third party' },
  'later-date': { zh: '客户约定日期', en: 'a later date' },
  'linked-ticket': { zh: '等待先行工单', en: 'a linked ticket that comes first' },
  appointment: { zh: '约定时段开始', en: 'beginning of the agreed window' },
  'appointment-end': { zh: '约定时段结束', en: 'end of the agreed window' },
};

/** What people call a milestone; undefined for a status that is none. */
export const milestoneWord = (status: string): DayName | undefined => (words as Readonly<Record<string, DayName>>)[status];

/** Words for the explanation of a clock of a target. */
export const labelsOf = ({ code, label }: Pick<SlaTarget, 'code' | 'label'>): Labels => ({ ...words, [stageLabel(code)]: label });

/** A stage's label never hides an event of the same code: `plan` is both. */
export const stageLabel = (target: string): string => `target:${target}`;
