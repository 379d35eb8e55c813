/**
 * A whole number that the environment gives; undefined where it gives none.
 * @throws Error that names the variable, and what would fit
 */
export function wholeNumber(env: NodeJS.ProcessEnv, name: string, [least, most]: readonly [number, number], of: string): number | undefined {
  const text = env[name];
  if (!text) return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most)) throw new Error(`${name}: ${text} is not a number of ${of}, from ${least} to ${most}.`);
  return number;
}
