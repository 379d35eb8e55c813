import { Command, seal } from '@app/kernel';
import type { LeaderEvent, PreferredLanguage } from './leader.events.js';
import type { Leader } from './leader.js';
import { refuse } from './refusals.js';

export class RegisterLeader extends Command<{
  readonly leaderId: string;
  readonly legalName: string;
  /** As the person wants to be called; the legal name where absent. */
  readonly knownAs?: string | undefined;
  /** How the person is filed, family name first. */
  readonly sortName: string;
  readonly email?: string | undefined;
  readonly language: PreferredLanguage;
}> {}

/** A registration under an id that is taken is refused whatever it says: what was said first is sealed. */
export function register({ input }: RegisterLeader, state: Leader): readonly LeaderEvent[] {
  if (state.status !== 'none') throw refuse('LEADER_ALREADY_REGISTERED');
  const { leaderId, legalName, knownAs, sortName, email, language } = input;
  const named = (name: string) => seal({ subject: leaderId, purpose: 'name-1' }, name);
  return [
    {
      type: 'LeaderRegistered',
      data: {
        leaderId,
        name: { legal: named(legalName), knownAs: named(knownAs || legalName), sort: named(sortName) },
        ...(email && { email: seal({ subject: leaderId, purpose: 'contact' }, email) }),
        language,
      },
    },
  ];
}
