import { readFile, writeFile } from 'node:fs/promises';
import { hashOf, problemsOf } from '@app/graphql-kit';
import type { Command } from 'commander';
import { buildSchema } from 'graphql';

const SCHEMA = new URL('../../api/schema.graphql', import.meta.url);

/** `documents OUT FILE…`. */
export function documents(program: Command): void {
  program
    .command('documents')
    .description('Makes the file of the only documents that an installation answers (PERSISTED_DOCUMENTS), from files that hold one document each.')
    .argument('<out>', 'the file to write')
    .argument('<files...>', 'GraphQL documents; each is taken to the letter')
    .action(async (out: string, files: readonly string[]) => {
      const schema = buildSchema(await readFile(SCHEMA, 'utf8'));
      const byHash: Record<string, string> = {};
      const problems: string[] = [];
      for (const file of files) {
        const document = await readFile(file, 'utf8');
        problems.push(...problemsOf(schema, document).map((problem) => `${file}: ${problem}`));
        byHash[hashOf(document)] = document;
        console.log(`${hashOf(document)}  ${file}`);
      }
      if (problems.length > 0) throw new Error(`Nothing was written: the schema does not answer all of these.\n${problems.join('\n')}`);
      await writeFile(out, `${JSON.stringify(byHash, null, 2)}\n`);
    })
    .addHelpText(
      'after',
      `\nExample:
  npm run cli -- documents documents.json queries/*.graphql
  PERSISTED_DOCUMENTS=documents.json npm start
  curl … -d '{"documentId":"sha256:…","variables":{}}'`,
    );
}
