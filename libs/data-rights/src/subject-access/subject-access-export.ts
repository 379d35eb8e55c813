import { type Log, LOG, Streams } from '@app/event-store';
import { type Actor, Clock } from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { createHash, type Hash, randomUUID } from 'node:crypto';
import { AnswerSubjectAccess } from '../domain/answer-subject-access.js';
import type { AnswerDocument, AnswerWay } from '../domain/subject-access.events.js';
import { subjectAccess } from '../domain/subject-access.js';
import { subjectAccessStream } from '../events.js';
import { Holdings } from './holdings.js';
import { People } from './person.js';
import { HtmlRendering, JsonRendering, type Rendering } from './rendering.js';

export type AnswerFormat = AnswerDocument['format'];

/** A part of a document. */
export interface AnswerPart {
  readonly format: AnswerFormat;
  readonly text: string;
}

const RENDERINGS: Readonly<Record<AnswerFormat, () => Rendering>> = { HTML: () => new HtmlRendering(), JSON: () => new JsonRendering() };
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

class Document {
  readonly #rendering: Rendering;
  readonly #hash: Hash = createHash('sha256');
  #bytes = 0;

  constructor(readonly format: AnswerFormat) {
    this.#rendering = RENDERINGS[format]();
  }

  part(make: (rendering: Rendering) => string): AnswerPart {
    const text = make(this.#rendering);
    this.#hash.update(text, 'utf8');
    this.#bytes += Buffer.byteLength(text, 'utf8');
    return { format: this.format, text };
  }

  get facts(): AnswerDocument {
    return { format: this.format, sha256: this.#hash.copy().digest('hex'), bytes: this.#bytes };
  }
}

/** Answers requests for everything that is held about somebody. */
@Injectable()
export class SubjectAccessExport {
  constructor(
    private readonly streams: Streams,
    @Inject(LOG) private readonly log: Log,
    private readonly people: People,
    private readonly holdings: Holdings,
    private readonly clock: Clock,
    private readonly bus: CommandBus,
  ) {}

  /** Whom a request is about; undefined where there is no such request. @throws DatabaseUnavailable */
  async about(requestId: string): Promise<string | undefined> {
    if (!ID.test(requestId)) return undefined;
    const state = await this.streams.lastKnown(subjectAccessStream(requestId), subjectAccess);
    return state.status === 'none' ? undefined : state.leaderId;
  }

  /**
   * The answer to a request, part by part, in each of the formats. Once it is read to its end, that it was given is recorded; given up before, it
   * was not.
   * @throws Error where there is no such request; DatabaseUnavailable
   */
  async *answer(requestId: string, formats: readonly AnswerFormat[], way: AnswerWay, actor: Actor): AsyncGenerator<AnswerPart> {
    const request = await this.streams.load(subjectAccessStream(requestId), subjectAccess);
    if (request.status === 'none') throw new Error(`there is no request ${requestId}`);
    const person = await this.people.find(request.leaderId);
    const upTo = await this.log.head();
    const { language } = person;
    const { receivedOn, dueOn } = request;
    const documents = formats.map((format) => new Document(format));
    const heading = { requestId, receivedOn, dueOn, madeAt: this.clock.instant(), upTo: String(upTo), language, person };
    for (const document of documents) yield document.part((rendering) => rendering.begin(heading));
    for await (const holding of this.holdings.of(person, language, upTo))
      for (const document of documents) yield document.part((rendering) => rendering.holding(holding));
    for (const document of documents) yield document.part((rendering) => rendering.end());
    const [now, today, commandId] = [this.clock.instant(), this.clock.today(), randomUUID()];
    const meta = { commandId, actor, effectiveOn: today, now, today, correlationId: commandId };
    const input = { requestId, way, language, upTo: String(upTo), documents: documents.map(({ facts }) => facts) };
    await this.bus.execute(new AnswerSubjectAccess(meta, input));
  }
}
