import { readRetentionRules, RetentionRules, RetentionRulesInvalid } from './rules.js';

const problems = (text: string): readonly string[] => {
  try {
    readRetentionRules(text, 'rules.yaml');
    return [];
  } catch (error) {
    if (error instanceof RetentionRulesInvalid) return error.problems;
    throw error;
  }
};
const rule = (more: string) => `rules:\n  - nation: WALES\n    record: ENROLMENT\n    keepMonths: 72\n    authority: A schedule\n${more}`;

describe('retention rules', () => {
  it('are read with their authority', () =>
    expect(readRetentionRules(rule(''), 'rules.yaml').rules).toEqual([{ nation: 'WALES', record: 'ENROLMENT', keepMonths: 72, authority: 'A schedule' }]));
  it('say of everything else that it is kept', () => {
    expect(new RetentionRules([]).status.every(({ rule: none }) => none === undefined)).toBe(true);
    expect(readRetentionRules(rule(''), 'rules.yaml').status.filter(({ rule: one }) => one !== undefined)).toHaveLength(1);
  });
  it.each([
    ['{', ['rules.yaml:1']],
    ['', ['rules.yaml:1: a list called rules']],
    ['rules: []\ndefault: 72', ['rules.yaml:1: a list called rules']],
    [
      rule('  - nation: MARS\n    record: ALL\n    keepMonths: 0\n'),
      ['rules.yaml:6: nation', 'rules.yaml:6: record', 'rules.yaml:6: keepMonths', 'rules.yaml:6: authority'],
    ],
    [rule('    forever: true\n'), ['rules.yaml:2: nation, record']],
    [rule('  - { nation: WALES, record: ENROLMENT, keepMonths: 1, authority: Another }\n'), ['rules.yaml: there are two rules for ENROLMENT of WALES']],
  ])('that are wrong say what is: %j', (text, expected) => {
    const found = problems(text);
    expect(found).toHaveLength(expected.length);
    expected.forEach((start, index) => expect(found[index]).toContain(start));
  });
});
