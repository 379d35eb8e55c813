import { userInfo } from 'node:os';
import { AccountIds } from '@app/account';
import type { Actor } from '@app/kernel';
import type { INestApplicationContext } from '@nestjs/common';
import { Option } from 'commander';

/** What stands for an identity provider where somebody is known to the machine. */
const MACHINE = 'command-line';

/** Of what records something: who has it done. */
export const by = (): Option =>
  new Option(
    '--by <account>',
    'who has this done, by an account name (default: the account of this machine that runs it). What is recorded is the id of that account',
  );

export interface By {
  readonly by?: string;
}

/**
 * Whoever runs this, who is known to the machine and not to the product: recorded, like any account, under an id that tells nobody without the installation's keys whose
 * it is. It is said, so that they can tell it.
 * @throws Error where neither they nor the machine say who that is; KeyLocked, DatabaseUnavailable
 */
export async function operator(tracker: INestApplicationContext, { by: subject = ofTheMachine() }: By): Promise<Actor> {
  if (!subject) throw new Error('This machine does not say who runs this. Say it: --by <account>.');
  const idOf = await tracker.get(AccountIds, { strict: false }).make();
  const id = idOf({ issuer: MACHINE, subject });
  console.error(`Recorded as done by ${id}, which stands for ${subject}.`);
  return { kind: 'system', id, role: 'administrator' };
}

function ofTheMachine(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined; // a process of a user whom the machine has no name for, as containers run them
  }
}
