import type { Figure, Skipped } from './rounds.js';

const figure = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });
const HEADER = ['id', 'ratio', 'goal', '', 'ours', 'anchor', 'unit', 'spread'];

function goalOf({ ratio, goal, limit }: Figure): readonly [string, string] {
  if (goal !== undefined) return [`≥ ${goal.toFixed(2)}`, ratio >= goal ? 'met' : 'missed'];
  if (limit !== undefined) return [`≤ ${limit.toFixed(2)}`, ratio <= limit ? 'met' : 'missed'];
  return ['', ''];
}

function rowOf(result: Figure | Skipped): readonly string[] {
  if ('skipped' in result) return [`\`${result.id}\``, '', '', 'skipped', '', '', '', ''];
  const { id, ratio, ours, anchor, unit, spread } = result;
  return [
    `\`${id}\``,
    ratio.toFixed(2),
    ...goalOf(result),
    figure.format(ours),
    figure.format(anchor),
    unit,
    spread.map((bound) => bound.toFixed(2)).join('–'),
  ];
}

/** The table of ratios in Markdown, and below it what each side does. */
export function table(results: readonly (Figure | Skipped)[]): string {
  const rows = results.map(rowOf);
  const widths = HEADER.map((_, column) => Math.max(3, ...[HEADER, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  const notes = results.map((result) =>
    'skipped' in result ? `- \`${result.id}\` was skipped: ${result.skipped}` : [`- \`${result.id}\``, ...result.notes.map((note) => `  - ${note}`)].join('\n'),
  );
  return [line(HEADER), rule, ...rows.map(line), '', ...notes].join('\n');
}

/** The same figures for programs. */
export function json(results: readonly (Figure | Skipped)[]): string {
  const told = results.map((result) => {
    if ('skipped' in result) return [result.id, { skipped: result.skipped }];
    const { id, ratio, goal, limit, ours, anchor, unit, spread } = result;
    return [id, { ratio, goal, limit, ours, anchor, unit, spread }];
  });
  return JSON.stringify(Object.fromEntries(told), null, 2);
}
