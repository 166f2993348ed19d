import { isReached, shareOf, type CpuTable, type Figure } from './figure.types.js';

const decimals = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(0)} %`);

const goalWords = ({ goal, unit }: Figure): string => ('atMost' in goal ? `≤ ${goal.atMost} ${unit}` : `≥ ${percent(goal.shareAtLeast)}`);

const detailWords = ({ details }: Figure): string => Object.entries(details ?? {}).map(([name, value]) => `${name} ${typeof value === 'number' ? decimals(value) : value}`).join(', ');

const row = (cells: readonly string[], widths: readonly number[]): string => cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');

const aligned = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((cells) => cells[i]?.length ?? 0)));
  return [row(head, widths), ...rows.map((cells) => row(cells, widths))];
};

/** The figures as lines, each beside the raw limit. */
export const figureLines = (figures: readonly Figure[]): string[] => {
  const cells = (figure: Figure): string[] => [
    figure.name, decimals(figure.ours), figure.unit, figure.raw ? decimals(figure.raw.value) : '–', percent(shareOf(figure)), goalWords(figure), isReached(figure) ? 'reached' : 'missed',
  ];
  const notes = figures.flatMap((figure) => [
    ...(figure.raw ? [`${figure.name}: beside ${figure.raw.what}`] : []),
    ...(figure.details ? [`${figure.name}: ${detailWords(figure)}`] : []),
  ]);
  return [...aligned(['figure', 'measured', 'unit', 'raw limit', 'share', 'goal', ''], figures.map(cells)), '', ...notes];
};

/** Processor time by part, the greatest first. */
export const cpuLines = ({ title, unit, units, parts }: CpuTable): string[] => {
  const sorted = [...parts].filter(({ seconds }) => seconds >= 0.01).sort((a, b) => b.seconds - a.seconds);
  const all = [...sorted, { part: 'all', seconds: sorted.reduce((sum, { seconds }) => sum + seconds, 0) }];
  return [title, ...aligned(['part', 'CPU s', `ms per ${unit}`], all.map(({ part, seconds }) => [part, decimals(seconds), units > 0 ? decimals((seconds * 1000) / units) : '–']))];
};
