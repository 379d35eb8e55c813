import { type Question, RecordEqualityAnswers } from '@app/equality/commands';
import { addDays, latest } from '@app/kernel';
import type { Applicant } from './applicants.js';
import type { KnownQuestionSet } from './catalogue.js';
import { Random, type Shares } from './random.js';
import type { Script } from './step.js';

/** How many answer at all, and how many of those prefer not to say at a question: nobody has to. */
const ANSWERS = 0.72;
const PREFERS_NOT_TO_SAY = 0.04;
/** After they were registered. */
const DAYS_LATER = 14;

/**
 * Shares in a hundred, by characteristic and category. They are made up, for samples only, and taken from no publication: most are women and few say that
 * they are disabled, so that the figures have something large, something small and something masked to show.
 */
const SHARES: Readonly<Record<string, Shares<string>>> = {
  'ethnic-group': { white: 88, asian: 6, black: 3, mixed: 2, other: 1 },
  sex: { female: 77, male: 23 },
  disability: { 'not-disabled': 94, disabled: 6 },
  'sexual-orientation': { straight: 95, 'lgb-plus': 5 },
};

/** What made-up leaders say of themselves. What one says follows from the seed and who it is alone. */
export function answerEquality(script: Script, applicants: readonly Applicant[], sets: readonly KnownQuestionSet[], seed: string): void {
  for (const { leader, registeredOn } of applicants) {
    const { leaderId, nation } = leader;
    const random = new Random(seed, `${leaderId}/equality`);
    const set = sets.find((one) => one.nation === nation);
    if (!set || !random.chance(ANSWERS)) continue;
    const { questionSetId, questions } = set;
    const answers = questions.map((question) => ({ question: question.code, option: optionOf(question, random) }));
    const own = { kind: 'person', id: leaderId, role: 'leader' } as const;
    script.add(latest(addDays(registeredOn, DAYS_LATER), set.since), `${leaderId}/equality`, (meta) => {
      return new RecordEqualityAnswers({ ...meta, actor: own }, { leaderId, questionSetId, answers });
    });
  }
}

function optionOf({ code, options, categories }: Question, random: Random): string {
  if (random.chance(PREFERS_NOT_TO_SAY)) return 'prefer-not-to-say';
  const known = SHARES[code] ?? {};
  const category = random.weighted(Object.fromEntries(categories.map((one) => [one.code, known[one.code] ?? 1])));
  const [first, ...others] = options.filter(({ countedAs }) => countedAs === category);
  if (!first) throw new Error(`no option of ${code} is counted as ${category}`);
  return random.pick([first, ...others]).code;
}
