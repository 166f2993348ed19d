import type { ClockSpec, RetargetCause } from '../clock.types.js';

export type Language = 'zh' | 'en';

/** What an explanation says in one language; `{x}` stands for a value. */
export interface Words {
  readonly weekdays: readonly string[];
  readonly minutes: (minutes: number) => string;
  readonly list: (items: readonly string[]) => string;
  readonly lines: Readonly<Record<Line, string>>;
  readonly causes: Readonly<Record<RetargetCause, string>>;
  readonly spec: (spec: ClockSpec) => string;
  readonly dayOff: string;
  readonly provisional: string;
}

export type Line =
  | 'title' | 'rule' | 'changed' | 'unsourced' | 'calendar' | 'started' | 'counted' | 'countedOn' | 'closed' | 'holiday' | 'paused' | 'pausedOpen' | 'notBefore'
  | 'movedDays' | 'movedPause' | 'movedPauseOpen' | 'anchor' | 'noAnchor' | 'due' | 'dueAt' | 'notDue' | 'notDueYet' | 'stopped';

const zhDuration = (minutes: number): string => {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round((minutes % 60) * 1_000) / 1_000];
  return `${hours > 0 ? `${hours}小时` : ''}${rest > 0 || hours === 0 ? `${rest}分钟` : ''}`;
};

const enDuration = (minutes: number): string => {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round((minutes % 60) * 1_000) / 1_000];
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter((part) => part !== '').join(' ');
};

const zhWeekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];
const enWeekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const zhMove = { 'previous-working-day': '，非工作日提前', 'next-working-day': '，非工作日顺延' };
const enMove = { 'previous-working-day': ', moved back from a day off', 'next-working-day': ', moved on from a day off' };

const zhSpec = (spec: ClockSpec): string => {
  switch (spec.type) {
    case 'elapsed': return `${zhDuration(spec.minutes)}（自然时间）`;
    case 'business': return `${zhDuration(spec.minutes)}工作时间`;
    case 'half-working-day': return `${(spec.halves ?? 1) / 2}个工作日（每半日${zhDuration(spec.minutes)}）`;
    case 'working-days': return `${spec.days}个工作日${spec.cutOff === undefined ? '' : `，${spec.cutOff}后收到计入下一工作日`}`;
    case 'wall-time': return `${spec.days === undefined ? '' : `第${spec.days}${spec.calendar === undefined ? '日' : '个工作日'}`}${spec.at}${spec.days === undefined && spec.calendar !== undefined ? '（工作日）' : ''}`;
    case 'month-day': return `${spec.months === undefined ? '每月' : `之后第${spec.months}个月`}${spec.day}日${spec.at}${spec.move === undefined ? '' : zhMove[spec.move]}`;
    case 'appointment': return `约定时间「${spec.anchor}」`;
    case 'offset': return `「${spec.anchor}」${spec.minutes < 0 ? '前' : '后'}${zhDuration(Math.abs(spec.minutes))}${spec.calendar === undefined ? '' : '工作时间'}`;
    case 'weekly-plan': return `周计划：${zhWeekdays[spec.cutOff.day - 1]}${spec.cutOff.at}截止，第${spec.weeks ?? 1}周${zhWeekdays[spec.due.day - 1]}${spec.due.at}前${spec.move === undefined ? '' : zhMove[spec.move]}`;
    case 'years': return `${spec.years}年`;
  }
};

const enSpec = (spec: ClockSpec): string => {
  switch (spec.type) {
    case 'elapsed': return `${enDuration(spec.minutes)}, day and night`;
    case 'business': return `${enDuration(spec.minutes)} of working time`;
    case 'half-working-day': return `${(spec.halves ?? 1) / 2} working days (half a day is ${enDuration(spec.minutes)})`;
    case 'working-days': return `${spec.days} working days${spec.cutOff === undefined ? '' : `, counted from the next after ${spec.cutOff}`}`;
    case 'wall-time': return `${spec.at}${spec.days === undefined ? '' : ` on ${spec.calendar === undefined ? 'day' : 'working day'} ${spec.days}`}${spec.days === undefined && spec.calendar !== undefined ? ' of a working day' : ''}`;
    case 'month-day': return `day ${spec.day} of ${spec.months === undefined ? 'the month' : `month ${spec.months} after`}, ${spec.at}${spec.move === undefined ? '' : enMove[spec.move]}`;
    case 'appointment': return `the appointment "${spec.anchor}"`;
    case 'offset': return `${enDuration(Math.abs(spec.minutes))}${spec.calendar === undefined ? '' : ' of working time'} ${spec.minutes < 0 ? 'before' : 'after'} "${spec.anchor}"`;
    case 'weekly-plan': return `weekly plan: closed ${enWeekdays[spec.cutOff.day - 1]} ${spec.cutOff.at}, due ${enWeekdays[spec.due.day - 1]} ${spec.due.at} of week ${spec.weeks ?? 1} after${spec.move === undefined ? '' : enMove[spec.move]}`;
    case 'years': return `${spec.years} years`;
  }
};

export const words: Readonly<Record<Language, Words>> = {
  zh: {
    weekdays: zhWeekdays,
    minutes: zhDuration,
    list: (items) => items.join('、'),
    causes: { priority: '优先级变更', kind: '类型变更', policy: '策略版本变更' },
    spec: zhSpec,
    dayOff: '休息日',
    provisional: '（暂定）',
    lines: {
      title: '环节「{stage}」：{start} → {stop}，时间按 {zone}',
      rule: '规则：{spec}，来源 {source}',
      changed: '{at} 起（{cause}）：{spec}，来源 {source}',
      unsourced: '未注明',
      calendar: '日历：{name}（{code}，第{version}版）',
      started: '{at} 开始',
      counted: '{from} 至 {to} 计时 {time}',
      countedOn: '{from} 至 {to} 计时 {time}（{day}）',
      closed: '{from} 至 {to} 非工作时间，不计',
      holiday: '{from} 至 {to} {day}，不计',
      paused: '{from} 至 {to} 暂停（{reasons}），不计 {time}',
      pausedOpen: '{from} 起暂停（{reasons}），尚未恢复',
      notBefore: '{from} 时间已用完，但变更之前不算超时，顺延至 {to}',
      movedDays: '{from} 遇非工作日（{days}），移至 {to}',
      movedPause: '{from} 处于暂停（{reasons}），移至 {to}',
      movedPauseOpen: '{from} 处于暂停（{reasons}），尚未恢复',
      anchor: '「{name}」为 {at}',
      noAnchor: '约定时间尚未确定',
      due: '{at} 到期，共计时 {time}',
      dueAt: '{at} 到期',
      notDueYet: '尚无到期时间',
      notDue: '尚无到期时间，已计时 {time}',
      stopped: '{at} 结束',
    },
  },
  en: {
    weekdays: enWeekdays,
    minutes: enDuration,
    list: (items) => items.join(', '),
    causes: { priority: 'priority changed', kind: 'kind changed', policy: 'policy version changed' },
    spec: enSpec,
    dayOff: 'day off',
    provisional: ' (provisional)',
    lines: {
      title: 'Stage "{stage}": {start} → {stop}, times in {zone}',
      rule: 'Rule: {spec}, from {source}',
      changed: 'From {at} ({cause}): {spec}, from {source}',
      unsourced: 'no source given',
      calendar: 'Calendar: {name} ({code}, version {version})',
      started: '{at} started',
      counted: '{from} to {to} counted {time}',
      countedOn: '{from} to {to} counted {time} ({day})',
      closed: '{from} to {to} not counted: outside working hours',
      holiday: '{from} to {to} not counted: {day}',
      paused: '{from} to {to} not counted: paused for {reasons}, {time}',
      pausedOpen: 'paused for {reasons} since {from}, not resumed',
      notBefore: '{from} the time was used up, but nobody is late before a change: put off to {to}',
      movedDays: '{from} falls on days off ({days}): moved to {to}',
      movedPause: '{from} falls into a pause for {reasons}: moved to {to}',
      movedPauseOpen: '{from} falls into a pause for {reasons}, not resumed',
      anchor: '"{name}" is at {at}',
      noAnchor: 'the appointment is not known yet',
      due: '{at} due, {time} counted',
      dueAt: '{at} due',
      notDueYet: 'not due yet',
      notDue: 'not due yet, {time} counted so far',
      stopped: '{at} stopped',
    },
  },
};
