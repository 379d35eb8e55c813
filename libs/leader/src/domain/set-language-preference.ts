import { Command, type Decided, onRecord } from '@app/kernel';
import type { LanguagePreferenceRecorded, LeaderEvent, LeaderRegistered, PreferredLanguage } from './leader.events.js';
import type { Leader } from './leader.js';
import { inUse } from './refusals.js';

/** In which language somebody wants to be addressed: they say so themselves, or somebody for them. */
export class SetLanguagePreference extends Command<{ readonly leaderId: string; readonly language: PreferredLanguage }> {}

export function setLanguage({ input }: SetLanguagePreference, state: Leader): Decided<LeaderEvent> {
  const { leaderId, language } = input;
  if (inUse(state).language === language) return onRecord<LanguagePreferenceRecorded | LeaderRegistered>(['LanguagePreferenceRecorded', 'LeaderRegistered']);
  return [{ type: 'LanguagePreferenceRecorded', data: { leaderId, language } }];
}
