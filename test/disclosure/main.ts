import { attack } from './support/attack.js';

// npm run disclosure -- --cases 10000 [--from 0]: attacks so many made-up populations, and says what came out.
const valueOf = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} takes a whole number`);
  return value;
};
const [cases, from] = [valueOf('cases', 10_000), valueOf('from', 0)];
const started = performance.now();
let [told, kept, found] = [0, 0, 0];
for (let seed = from; seed < from + cases; seed++) {
  const outcome = attack({ seed, dates: 1 + (seed % 3), profile: seed % 4 === 0 ? '1-7' : '1-9' });
  [told, kept] = [told + outcome.told, kept + outcome.secrets];
  for (const { attacker, exact, ...figure } of outcome.pinned) {
    found++;
    console.error(`seed ${seed}: the ${attacker} finds out ${exact}: ${JSON.stringify(figure)}`);
  }
}
const seconds = ((performance.now() - started) / 1_000).toFixed(0);
console.log(`${cases} populations, ${told} figures told, ${kept} counts to keep, ${found} found out, ${seconds} s`);
if (found > 0) process.exitCode = 1;
