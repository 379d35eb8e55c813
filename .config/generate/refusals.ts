import { faults } from '@app/graphql-kit';
import { declaredRefusals, type RefusalMessage } from '@app/kernel';
import { argumentsOf, type Bilingual, unfilled } from '@app/localisation';
import '@app/tracker';
import { type Answered, answeredRefusals } from './answered-refusals.js';

const INTRODUCTION = `# Refusals

Generated from what every feature declares (\`libs/*/src/domain/refusals.ts\`) and decides, by \`npm run generate\`.

What is refused says why in three ways: \`code\`, for programs, which never changes; \`message\`, for people, in the reader’s language; \`details\`, the numbers, days
and codes that the message speaks of. A mutation answers it as a \`Refusal\`; whatever else is refused is in \`errors[].extensions\`, as \`code\`, \`field\`, \`details\`.
In a message here, \`{name}\` stands for a detail; \`{field}\` for the field at fault. A new feature brings new codes: show the message of one that you do not know.`;

const SECTIONS = {
  mutations: '## What mutations answer\n\nBy what the sources tell. Beside these, any mutation may answer what the next part lists.',
  any: '## What any mutation may answer',
  others: '## What else is refused\n\nA request before it is read, a field that cannot be answered, or what an operator asks for on the command line.',
  faults: '## Faults\n\nNot refused, but failed: these are in `errors[].extensions.code` alone, with `retryAfterMs` where they pass by themselves.',
};

const codes = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
const words = (text: Bilingual): string => `- ${unfilled(text.en, 'en')}\n- ${unfilled(text.cy, 'cy')}`;

function said(text: RefusalMessage): string {
  const details = argumentsOf(text.en, 'en').filter((name) => name !== 'field');
  const about = [...(text.field ? [`Field: \`${text.field}\`.`] : []), ...(details.length > 0 ? [`Details: ${codes(details)}.`] : [])];
  return [words(text), ...(about.length > 0 ? [about.join(' ')] : [])].join('\n\n');
}

function entry(code: string, texts: readonly RefusalMessage[], { byMutation }: Answered): string {
  const distinct = [...new Map(texts.map((text) => [said(text), text])).keys()].sort();
  const mutations = [...byMutation].filter(([, answers]) => answers.has(code)).map(([name]) => name);
  return [`### ${code}`, ...distinct, ...(mutations.length > 0 ? [`Answered by ${codes(mutations.sort())}.`] : [])].join('\n\n');
}

/** Everything that callers can be refused with, as a page. */
export function refusalsPage(root: string): string {
  const declared = [...declaredRefusals()].sort(([one], [other]) => (one < other ? -1 : 1));
  const answered = answeredRefusals(root, new Set(declared.map(([code]) => code)));
  const known = new Set([...answered.byMutation.values()].flatMap((answers) => [...answers]));
  const part = (of: keyof typeof SECTIONS): string[] => {
    const isOf = (code: string): boolean => (answered.any.has(code) ? of === 'any' : known.has(code) ? of === 'mutations' : of === 'others');
    return [SECTIONS[of], ...declared.filter(([code]) => isOf(code)).map(([code, texts]) => entry(code, texts, answered))];
  };
  const failed = Object.entries(faults).map(([code, text]) => `### ${code}\n\n${words(text)}`);
  return `${[INTRODUCTION, ...part('mutations'), ...part('any'), ...part('others'), SECTIONS.faults, ...failed].join('\n\n')}\n`;
}
