import { handled, type Handler, Naming, PostgresLog } from '@app/event-store';
import { Persons } from '@app/identity';
import { VoidFact } from '@app/kernel';
import { voidFact } from './void-fact.handler.js';

export const correctionHandlers: readonly Handler[] = [handled(VoidFact, voidFact, { log: PostgresLog, persons: Persons, naming: Naming })];
