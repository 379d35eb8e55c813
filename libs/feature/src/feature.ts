import type { AnyAmending, EventTypes } from '@app/event-store';
import type { Anchored, OrganisationScope, Relationship, Rules } from '@app/identity';
import type { Bilingual } from '@app/localisation';
import type { AnyProcessManager } from '@app/process-manager';
import type { OpenedTable, Projection } from '@app/read-model';
import type { Type } from '@nestjs/common';
import type { Responsibility, RetainedRecords, SealedData, Thing, Titles } from './people.js';
import type { TaskKind } from './task.js';

/** What a field is called. */
export interface FieldLabel extends Bilingual {
  /** The enum of the schema that says what the field's codes are called. */
  readonly codes?: string;
  /** What codes are called that no enum of the schema has. */
  readonly words?: Readonly<Record<string, Bilingual>>;
}

/** What everything of a feature is called for whoever is told of it: in timelines, and for whoever asks what is held about them. */
export interface Labels<EventType extends string = string> {
  /** Every event: one that has no label does not compile. */
  readonly events: Readonly<Record<EventType, Bilingual>>;
  /**
   * The fields of events about people, and the columns of tables: by `Type.path` where a name means something of its own there, by the path
   * within the event, or by the last part of it. What one feature calls something it is called everywhere.
   */
  readonly fields?: Readonly<Record<string, FieldLabel>>;
  /** The tables that hold something about people, by the resource of their rules. */
  readonly tables?: Readonly<Record<string, Bilingual>>;
}

/**
 * A feature, as one value: all that the platform has to know of it, and the one place where something is added to it. A product is a list of these
 * (`Features`); no part of the platform names one.
 */
export interface Feature<EventType extends string = string> {
  /** Its library's. */
  readonly name: string;
  /** What personal data is processed for here, or that none is: for the record of processing, in English. */
  readonly purpose: string;
  /** Of whom something is held here, in English, for that record; nobody where empty. */
  readonly people: readonly string[];
  /** What is sealed of them, by what the key is for; a key that is one of several, as `name-2`, by what stands before the dash. */
  readonly sealed?: Readonly<Record<string, SealedData>>;
  /** Everything that it stores. */
  readonly eventTypes: EventTypes<EventType>;
  /** Of which of its streams facts can be corrected and voided, and by what rules. */
  readonly amending?: readonly AnyAmending[];
  /** Its tables of the read model. */
  readonly projections?: readonly Projection[];
  /** Its tables of personal values in the open. */
  readonly openedTables?: readonly OpenedTable[];
  /** What follows from events by itself. */
  readonly processManagers?: readonly AnyProcessManager[];
  /** Who may see and do what. */
  readonly rules?: Rules;
  /** How its tables, and those of others that it knows something of, hang on to who stands how to whom. */
  readonly access?: readonly Anchored[];
  /** Who stands how to whom, as far as it knows, with the reach and the role that follow. */
  readonly relationships?: readonly Relationship[];
  /** How claimed roles reach; of the one feature that knows organisations. */
  readonly organisations?: OrganisationScope;
  readonly labels: Labels<NoInfer<EventType>>;
  /** What ids name, by what it is called, such as `Cohort`. An id that nothing says anything of may be somebody's, and is told to nobody else. */
  readonly things?: Readonly<Record<string, Thing>>;
  /** Where titles of things stand that somebody published: an erasure looks for no single words of a name there. */
  readonly titles?: Titles<NoInfer<EventType>>;
  /** Fields that hold the id of what has no name and is nobody: it is told as it stands. */
  readonly references?: readonly string[];
  /** What is kept for a time of its own. */
  readonly retention?: readonly RetainedRecords[];
  /** What somebody else has to take over where a person is erased. */
  readonly responsibilities?: readonly Responsibility[];
  /** What of it waits for somebody, by kinds as the schema calls them. */
  readonly tasks?: Readonly<Record<string, TaskKind>>;
  /** Carries out its commands; needs no server in front of it. */
  readonly module: Type<unknown>;
  /** Answers over GraphQL; for the server alone. */
  readonly graphqlModule: Type<unknown>;
}

/** Declares a feature, inferring which events it has to have words for. */
export function defineFeature<EventType extends string>(feature: Feature<EventType>): Feature {
  return feature;
}
