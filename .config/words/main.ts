// The words of the product: how many were reviewed, what goes to a translator and comes back, and the page that says so.
import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import prettier from 'prettier';
import { PAGE, pageWith } from './page.js';
import { readRegister, REGISTER, registerText, reviewed } from './review.js';
import { texts } from './texts.js';

const told = (): string => {
  const counted = reviewed(texts(), readRegister());
  return `${counted.reviewed} of ${counted.all} Welsh texts were reviewed.`;
};
const write = async (file: string, content: string): Promise<void> =>
  writeFileSync(file, await prettier.format(content, { ...(await prettier.resolveConfig(file)), filepath: file }));
const writePage = (): Promise<void> => write(PAGE, pageWith(readFileSync(PAGE, 'utf8'), texts(), readRegister()));

// Only where it is needed: what is generated needs no XML.
const translator = () => import('./translator.js');

const program = new Command('words').description('The words of the product in both languages.');
program
  .command('count', { isDefault: true })
  .description('say how many Welsh texts were reviewed')
  .action(() => console.log(told()));
program.command('page').description(`write the glossary and the count into ${PAGE}`).action(writePage);
program
  .command('export')
  .description('write what nobody has reviewed, as XLIFF 1.2 for a translator')
  .argument('<file>')
  .action(async (file: string) => {
    const { exported } = await translator();
    writeFileSync(file, await exported(texts(), readRegister()));
    console.log(`${told()} The others are in ${file}: correct each <target>, and set approved="yes" on what is right.`);
  });
program
  .command('take')
  .description('take back what a translator approved')
  .argument('<file>')
  .requiredOption('--by <name>', 'who reviewed it')
  .option('--on <day>', 'on which day', new Date().toISOString().slice(0, 10))
  .action(async (file: string, { by, on }: { by: string; on: string }) => {
    const { taken } = await translator();
    const result = await taken(readFileSync(file, 'utf8'), texts(), readRegister(), { by, on }, (source) => readFileSync(source, 'utf8'));
    if (result.faults.length > 0) program.error([...result.faults, 'Nothing was taken.'].join('\n'));
    for (const [source, content] of result.files) await write(source, content);
    writeFileSync(REGISTER, registerText(result.register));
    await writePage();
    console.log(`${result.reviewed} were reviewed, ${result.changed} of them changed. ${told()}`);
  });
await program.parseAsync();
