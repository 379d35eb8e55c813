import { Command } from '@app/kernel';
import type { LeaderEvent, PreferredLanguage } from './leader.events.js';
import type { Leader } from './leader.js';
import { inUse } from './refusals.js';

/** In which language somebody wants to be addressed: they say so themselves, or somebody for them. */
export class SetLanguagePreference extends Command<{ readonly leaderId: string; readonly language: PreferredLanguage }> {}

export function setLanguage({ input }: SetLanguagePreference, state: Leader): readonly LeaderEvent[] {
  const { leaderId, language } = input;
  return inUse(state).language === language ? [] : [{ type: 'LanguagePreferenceRecorded', data: { leaderId, language } }];
}
