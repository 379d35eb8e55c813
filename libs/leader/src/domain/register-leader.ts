import { Command, seal } from '@app/kernel';
import type { LeaderEvent, PreferredLanguage } from './leader.events.js';
import type { Leader } from './leader.js';
import { named, type NameInput } from './named.js';
import { refuse } from './refusals.js';

export class RegisterLeader extends Command<
  NameInput & { readonly leaderId: string; readonly email?: string | undefined; readonly language: PreferredLanguage }
> {}

/** A registration under an id that is taken is refused whatever it says: what was said first is sealed. */
export function register({ input }: RegisterLeader, state: Leader): readonly LeaderEvent[] {
  if (state.status !== 'none') throw refuse('LEADER_ALREADY_REGISTERED');
  const { leaderId, email, language } = input;
  return [
    {
      type: 'LeaderRegistered',
      data: {
        leaderId,
        name: named(input, leaderId, 1),
        ...(email && { email: seal({ subject: leaderId, purpose: 'contact' }, email) }),
        language,
      },
    },
  ];
}
