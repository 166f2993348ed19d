export { explain, explainTicket, type ExplainOptions } from './explain.js';
export { explanationText, type Labels } from './explanation.text.js';
export type { DeadlineMove, ExplainedRule, ExplainedSpan, Explanation, SkippedDay, SpanReason } from './explanation.types.js';
export type { Language } from './words.js';
