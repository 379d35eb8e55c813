import { Codec, Streams } from '@app/event-store';
import { type CalendarDate, type Event, type Fold, type Logged, unreachable } from '@app/kernel';
import type { AssignmentEvent } from '@app/leader/events';
import type { CohortEvent, ProgrammeEvent } from '@app/programme/events';
import { cohortStream, programmeStream } from '@app/programme/events';
import { Injectable } from '@nestjs/common';
import type { Held } from '../domain/decide-erasure.js';
import { LogSearch } from '../log/log-search.js';

type Office = ProgrammeEvent | CohortEvent | AssignmentEvent;

const programmeName: Fold<string, ProgrammeEvent> = {
  initialState: '',
  evolve(name, event) {
    switch (event.type) {
      case 'ProgrammePublished':
      case 'ProgrammeRevised':
        return event.data.name.en;
      case 'ProgrammeLeadAppointed':
      case 'ProgrammeLeadStoodDown':
        return name;
      default:
        return unreachable(event);
    }
  },
};
const cohortName: Fold<string, CohortEvent> = {
  initialState: '',
  evolve(name, event) {
    switch (event.type) {
      case 'CohortOpened':
        return event.data.name;
      case 'SessionScheduled':
      case 'CohortCancelled':
      case 'PlaceHeld':
      case 'PlaceQueued':
      case 'PlacePromoted':
      case 'PlaceReleased':
      case 'QueueLeft':
      case 'SelectionPanelMemberAppointed':
      case 'SelectionPanelMemberReleased':
        return name;
      default:
        return unreachable(event);
    }
  },
};

/** What somebody has taken on that others would have to take over, by the log: no table is asked, which may be behind. */
@Injectable()
export class Responsibilities {
  constructor(
    private readonly search: LogSearch,
    private readonly codec: Codec,
    private readonly streams: Streams,
  ) {}

  /** Those that hold on a day, or later. */
  async of(personId: string, day: CalendarDate): Promise<readonly Held[]> {
    const facts: Logged<Office>[] = [];
    for await (const stored of this.search.naming([personId], await this.search.head())) facts.push(this.codec.decode<Office>(stored));
    const held = standing(facts, personId, day);
    return Promise.all(held.map(async (one) => ({ ...one, ...(await this.#named(one)) })));
  }

  async #named({ kind, id }: Held): Promise<Pick<Held, 'name'>> {
    if (kind === 'PROGRAMME') return { name: await this.streams.load(programmeStream(id), programmeName) };
    return kind === 'SELECTION_PANEL' ? { name: await this.streams.load(cohortStream(id), cohortName) } : {};
  }
}

/** What an event says of a responsibility: begun, or ended. */
function told({ type, data }: Office, personId: string): { readonly held: Held; readonly begins: boolean } | undefined {
  switch (type) {
    case 'ProgrammeLeadAppointed':
    case 'ProgrammeLeadStoodDown':
      return data.personId === personId ? { held: { kind: 'PROGRAMME', id: data.programmeId }, begins: type === 'ProgrammeLeadAppointed' } : undefined;
    case 'SelectionPanelMemberAppointed':
    case 'SelectionPanelMemberReleased':
      return data.personId === personId
        ? { held: { kind: 'SELECTION_PANEL', id: data.cohortId }, begins: type === 'SelectionPanelMemberAppointed' }
        : undefined;
    case 'ReportingLineSet':
    case 'ReportingLineEnded':
      return data.managerId === personId ? { held: { kind: 'REPORTING_LINE', id: data.assignmentId }, begins: type === 'ReportingLineSet' } : undefined;
    default:
      return undefined;
  }
}

/** @param facts everything that names the person, in the order of the log */
export function standing(facts: readonly Logged<Office>[], personId: string, day: CalendarDate): readonly Held[] {
  const replaced = new Set(facts.flatMap(({ meta }) => [meta.corrects, meta.voids].filter((id) => id !== undefined)));
  const until = new Map<string, { held: Held; last: Logged<Event>; begins: boolean }>();
  const inForce = facts.filter(({ id, meta }) => !replaced.has(id) && meta.voids === undefined);
  for (const event of [...inForce].sort((one, other) => (one.effectiveOn < other.effectiveOn ? -1 : one.effectiveOn > other.effectiveOn ? 1 : 0))) {
    const fact = told(event, personId);
    if (fact) until.set(`${fact.held.kind} ${fact.held.id}`, { held: fact.held, last: event, begins: fact.begins });
  }
  // One that ends on a day ahead is still theirs until then.
  return [...until.values()].filter(({ begins, last }) => begins || last.effectiveOn > day).map(({ held }) => held);
}
