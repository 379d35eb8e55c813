import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { setLanguage, SetLanguagePreference } from '../domain/set-language-preference.js';
import { leader } from '../domain/leader.js';
import { leaderStream } from '../events.js';

@CommandHandler(SetLanguagePreference)
export class SetLanguagePreferenceHandler implements ICommandHandler<SetLanguagePreference, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: SetLanguagePreference): Promise<Receipt> {
    return this.streams.transact(command, leaderStream(command.input.leaderId), leader, setLanguage);
  }
}
