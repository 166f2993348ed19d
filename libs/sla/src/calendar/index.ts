export { calendarFor, CalendarBook, NO_CALENDARS } from './calendar.book.js';
export { checkCalendar } from './calendar.check.js';
export type {
  Calendar,
  CalendarOverride,
  CalendarPeriod,
  CalendarProblem,
  CalendarProblemCode,
  CalendarScope,
  DateText,
  DayName,
  DayWindow,
  WeeklyWindow,
} from './calendar.types.js';
export { WorkTimeline, type Workday } from './work.timeline.js';
