import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { publication } from '../domain/figures.js';
import { publicationIdOf, PublishFigures, publishFigures } from '../domain/publish-figures.js';
import { figuresStream } from '../events.js';
import { Tabulating } from '../figures/tabulating.js';

@CommandHandler(PublishFigures)
export class PublishFiguresHandler implements ICommandHandler<PublishFigures, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly tabulating: Tabulating,
  ) {}

  async execute(command: PublishFigures): Promise<Receipt> {
    const tabulated = await this.tabulating.now();
    const stream = figuresStream(publicationIdOf(command.meta.today));
    return this.streams.transact(command, stream, publication, (asked, state) => publishFigures(asked, state, tabulated));
  }
}
