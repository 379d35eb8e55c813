#!/usr/bin/env node
import 'reflect-metadata';
import { Refused } from '@app/kernel';
import { type Language, languageOf, say } from '@app/localisation';
import { PackInvalid } from '@app/reference-data';
import { createProgram } from './program.js';

try {
  await createProgram().parseAsync();
} catch (error) {
  const problems = error instanceof PackInvalid ? error.problems : [error];
  for (const problem of problems) console.error(said(problem));
  // Also where what could not be started has left something open.
  process.exit(1);
}

/** A refusal in the language of the terminal, anything else by its message: a stack is of no use to who runs this. */
function said(problem: unknown): string {
  if (problem instanceof Refused) return `${problem.code}: ${say(problem.text, problem.details, terminalLanguage(process.env))}`;
  return problem instanceof Error ? problem.message : String(problem);
}

/** `cy_GB.UTF-8` is Welsh. The first of these that is set counts, as POSIX has it. */
function terminalLanguage({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language {
  const [locale] = (LC_ALL || LC_MESSAGES || LANG || '').split(/[.@]/);
  return languageOf(locale?.replace('_', '-'));
}
