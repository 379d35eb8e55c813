import type { Figure } from './rounds.js';

const figure = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

/** The table of ratios, with what each side does below it. */
export function table(figures: readonly Figure[]): string {
  const header = ['', 'ratio', 'goal', '', 'ours', 'anchor', 'unit', 'spread'];
  const rows = figures.map(({ id, ratio, goal, ours, anchor, unit, spread }, index) => [
    `${id} [${index + 1}]`,
    ratio.toFixed(2),
    `≥ ${goal.toFixed(2)}`,
    ratio >= goal ? 'met' : 'missed',
    figure.format(ours),
    figure.format(anchor),
    unit,
    spread.map((bound) => bound.toFixed(2)).join('–'),
  ]);
  const widths = header.map((title, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? title.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ');
  const notes = figures.flatMap(({ notes: told }, index) => told.map((note, number) => `${number === 0 ? `[${index + 1}]` : '   '} ${note}`));
  return [line(header), ...rows.map(line), '', ...notes].join('\n');
}

/** The same figures for programs. */
export function json(figures: readonly Figure[]): string {
  return JSON.stringify(Object.fromEntries(figures.map(({ id, ratio, goal, ours, anchor, unit }) => [id, { ratio, goal, ours, anchor, unit }])), null, 2);
}
