import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { type AnswerFormat, SubjectAccessExport } from '@app/data-rights';
import { uuidOf } from '@app/graphql-kit';
import type { Command } from 'commander';
import { by, type By, operator } from './operator.js';
import { withTracker } from './with-tracker.js';

const FORMATS: readonly AnswerFormat[] = ['HTML', 'JSON'];

/** `subject-access export`. */
export function subjectAccess(program: Command): void {
  program
    .command('subject-access')
    .description('Requests for everything that is held about a person.')
    .command('export')
    .description('Writes the answer to a request, as a page to read or print and as JSON, in the person’s language, and records that it was made.')
    .requiredOption('--request <id>', 'the request, as the API answered it or as a UUID')
    .requiredOption('--out <folder>', 'where to write; what is there by these names is not overwritten')
    .addOption(by())
    .action(({ request, out, ...who }: By & { request: string; out: string }) =>
      withTracker(
        async (tracker) => {
          const id = uuidOf('SubjectAccessRequest', request);
          const answers = tracker.get(SubjectAccessExport, { strict: false });
          if (id === undefined || (await answers.about(id)) === undefined)
            throw new Error(`There is no request ${request}. Record it first: requestSubjectAccess, with the day on which it was received.`);
          await mkdir(out, { recursive: true, mode: 0o700 });
          const files = new Map(FORMATS.map((format) => [format, openNew(join(out, `${id}.${format.toLowerCase()}`))]));
          await Promise.all([...files.values()].map((file) => once(file, 'open')));
          for await (const { format, text } of answers.answer(id, FORMATS, 'HANDED_OVER', await operator(tracker, who))) {
            const file = files.get(format);
            if (file && !file.write(text)) await once(file, 'drain');
          }
          for (const file of files.values()) {
            file.end();
            await finished(file);
            console.log(resolve(String(file.path)));
          }
        },
        { mirroring: true },
      ),
    )
    .addHelpText(
      'after',
      '\nTexts that people wrote are as they wrote them: look through them for what would harm somebody else before you hand the files over.\n\nExample:\n  npm run --silent cli -- subject-access export --request 3f2c7a52-6f0e-5d7b-9d5a-0c1e2b3a4f50 --out answer',
    );
}

const openNew = (path: string): WriteStream => createWriteStream(path, { flags: 'wx', mode: 0o600 });
