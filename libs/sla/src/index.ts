export { dueAt, elapsedMs, remainingMs, state } from './clock.js';
export { ClockError, type ClockErrorCode } from './clock.error.js';
export { checkSpec } from './clock.strategies.js';
export type {
  ClockFacts,
  ClockSpec,
  ClockState,
  ElapsedSpec,
  HoldReason,
  Level,
  Pause,
  Precision,
  Retarget,
  Target,
  WallTimeSpec,
} from './clock.types.js';
export { checkLevels, levelDueAt, levelInstants, levelsToRaise, nextLevelAt, type LevelInstant } from './level.js';
export { pausesOf } from './pause.interval.js';
export { checkTarget, readClock, type ClockReading } from './target.js';
