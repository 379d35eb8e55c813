import { GLOSSARY } from '@app/localisation';
import { type Register, reviewed } from './review.js';
import type { Text } from './texts.js';

export const PAGE = 'docs/languages.md';

const [FROM, TO] = ['<!-- generated: what follows is written by `npm run generate` -->', '<!-- /generated -->'];
const quoted = (words: readonly string[] = []): string => words.map((word) => `“${word}”`).join(', ');

/** The glossary as a table, and how many texts were reviewed. */
function generated(texts: readonly Text[], register: Register): string {
  const counted = reviewed(texts, register);
  const rows = GLOSSARY.map(({ of, en, cy, screen, meaning, avoid }) =>
    [`\`${of}\``, en, cy, screen ? `${screen.en} / ${screen.cy}` : '', meaning, quoted([...(avoid?.english ?? []), ...(avoid?.welsh ?? [])])].join(' | '),
  );
  return [
    `**${counted.reviewed} of ${counted.all}** Welsh texts were reviewed.`,
    '',
    '| in code | English | Cymraeg | on a screen, where that differs | what it is | never |',
    '|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

/** The page with what is generated of it made anew. */
export function pageWith(page: string, texts: readonly Text[], register: Register): string {
  const [from, to] = [page.indexOf(FROM), page.indexOf(TO)];
  if (from < 0 || to < from) throw new Error(`${PAGE} has lost the lines between which the glossary stands: ${FROM} … ${TO}`);
  return `${page.slice(0, from + FROM.length)}\n\n${generated(texts, register)}\n\n${page.slice(to)}`;
}
