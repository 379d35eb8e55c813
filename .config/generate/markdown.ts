const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A table of a page, under these heads. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
