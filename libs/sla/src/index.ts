export {
  calendarFor,
  CalendarBook,
  checkCalendar,
  type Calendar,
  type CalendarOverride,
  type CalendarPeriod,
  type CalendarProblem,
  type CalendarProblemCode,
  type CalendarScope,
  type DateText,
  type DayName,
  type DayWindow,
  type WeeklyWindow,
} from './calendar/index.js';
export { dueAt, elapsedMs, remainingMs, state } from './clock.js';
export { ClockError, type ClockErrorCode } from './clock.error.js';
export { anchorNameOf, calendarOf, checkSpec } from './clock.strategies.js';
export type {
  Anchor,
  AppointmentSpec,
  BusinessSpec,
  CalendarCode,
  ClockFacts,
  ClockSpec,
  ClockState,
  ElapsedSpec,
  HalfDaySpec,
  HoldReason,
  Level,
  MonthDaySpec,
  MoveRule,
  OffsetSpec,
  Pause,
  Precision,
  Retarget,
  RetargetCause,
  SpecSource,
  Target,
  WallTimeSpec,
  WeeklyPlanSpec,
  WeekTime,
  WorkingDaysSpec,
  YearsSpec,
} from './clock.types.js';
export { checkLevels, levelDueAt, levelInstants, levelsToRaise, nextLevelAt, type LevelInstant } from './level.js';
export { pausesOf } from './pause.interval.js';
export { checkTarget, readClock, type ClockReading } from './target.js';
export { clocksOf, type ClockInstance, type PolicyVersion, type TargetRule, type TicketChange, type TicketEvent, type TicketFacts } from './ticket/index.js';
export {
  explain,
  explainTicket,
  explanationText,
  type DeadlineMove,
  type ExplainedRule,
  type ExplainedSpan,
  type Explanation,
  type ExplainOptions,
  type Labels,
  type Language,
  type SkippedDay,
  type SpanReason,
} from './explain/index.js';
export {
  whatIf,
  whatIfInPages,
  type ClockFault,
  type ClockMove,
  type OpenClock,
  type OpenTicket,
  type ProposedChange,
  type ProposedSpec,
  type WhatIfProgress,
  type WhatIfResult,
} from './what-if/index.js';
