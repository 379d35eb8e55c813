import { userInfo } from 'node:os';
import type { Actor } from '@app/kernel';
import { InvalidArgumentError, Option } from 'commander';

const ACCOUNT = /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/;

/** Of what records something: who has it done. */
export const by = (): Option =>
  new Option(
    '--by <account>',
    'who has this done, by an account name: it is recorded in the open, and for ever (default: the account of this machine that runs it)',
  ).argParser(account);

export interface By {
  readonly by?: string;
}

/**
 * Whoever runs this, who is known to the machine and not to the product.
 * @throws Error where neither they nor the machine say who that is
 */
export function operator({ by: given = ofTheMachine() }: By): Actor {
  if (given === undefined) throw new Error('This machine does not say who runs this. Say it: --by <account>.');
  return { kind: 'system', id: given, role: 'administrator' };
}

function account(text: string): string {
  if (!ACCOUNT.test(text)) throw new InvalidArgumentError('Give an account name: a letter or _, then up to 31 letters, digits, dots, hyphens or underscores.');
  return text;
}

function ofTheMachine(): string | undefined {
  try {
    const { username } = userInfo();
    return ACCOUNT.test(username) ? username : undefined;
  } catch {
    return undefined; // a process of a user whom the machine has no name for, as containers run them
  }
}
