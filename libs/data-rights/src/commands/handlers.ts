import { handled, type Handler, on, PostgresLog, type Streams } from '@app/event-store';
import { inTurn, Persons, whoActs } from '@app/identity';
import type { Command, CommandMeta } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { Erasing, MasterKey } from '@app/privacy';
import { OpenedTables } from '@app/read-model';
import { IdentifyingValues } from '../carrying-out/identifying-values.js';
import { Responsibilities } from '../carrying-out/responsibilities.js';
import { Scanner } from '../carrying-out/scan.js';
import { answerSubjectAccess, AnswerSubjectAccess } from '../domain/answer-subject-access.js';
import { ApplyRetention, orderRetention, OrderRetention, retention } from '../domain/apply-retention.js';
import { BeginErasure, CertifyErasure, complete, CompleteErasure, DestroyKeys } from '../domain/carry-out.js';
import { DecideErasure } from '../domain/decide-erasure.js';
import { erasure, erasureIdOf } from '../domain/erasure.js';
import { extendSubjectAccess, ExtendSubjectAccess } from '../domain/extend-subject-access.js';
import { hold, liftHold, LiftHold, placeHold, PlaceHold } from '../domain/hold.js';
import { reads, recordReads, RecordReads } from '../domain/record-reads.js';
import { request, RequestErasure } from '../domain/request-erasure.js';
import { RequestErasureScan, requestScan } from '../domain/request-erasure-scan.js';
import { requestSubjectAccess, RequestSubjectAccess } from '../domain/request-subject-access.js';
import { subjectAccess } from '../domain/subject-access.js';
import { erasureStream, holdStream, readsStream, retentionStream, subjectAccessStream } from '../events.js';
import { LogSearch } from '../log/log-search.js';
import { applyRetention } from './apply-retention.handler.js';
import { beginErasure } from './begin-erasure.handler.js';
import { certifyErasure } from './certify-erasure.handler.js';
import { decideErasure } from './decide-erasure.handler.js';
import { destroyKeys } from './destroy-keys.handler.js';
import { loadHeld } from './load-held.js';

type OfLeader = { readonly leaderId: string };

const onErasure = on(({ erasureId }: { readonly erasureId: string }) => erasureStream(erasureId), erasure);
/** Of the one erasure that there is of somebody. */
const onTheirErasure = on(({ leaderId }: OfLeader) => erasureStream(erasureIdOf(leaderId)), erasure);
const onHold = on(({ leaderId }: OfLeader) => holdStream(leaderId), hold);
const onReads = on((_input: object, { commandId }: CommandMeta) => readsStream(commandId), reads);
const onRetention = on(({ runId }: { readonly runId: string }) => retentionStream(runId), retention);
const onSubjectAccess = on(({ requestId }: { readonly requestId: string }) => subjectAccessStream(requestId), subjectAccess);

const leader = ({ input }: Command<OfLeader>, streams: Streams) => streams.load(leaderStream(input.leaderId), knownLeader);

export const dataRightsHandlers: readonly Handler[] = [
  inTurn(onTheirErasure(RequestErasure, request, leader)),
  inTurn(handled(DecideErasure, decideErasure, { responsibilities: Responsibilities, persons: Persons })),
  onErasure(RequestErasureScan, requestScan),
  handled(BeginErasure, beginErasure, { erasing: Erasing }),
  handled(DestroyKeys, destroyKeys, { erasing: Erasing, values: IdentifyingValues }),
  handled(CertifyErasure, certifyErasure, {
    log: PostgresLog,
    search: LogSearch,
    scanner: Scanner,
    values: IdentifyingValues,
    opened: OpenedTables,
    erasing: Erasing,
    masterKey: MasterKey,
  }),
  onErasure(CompleteErasure, complete),
  onReads(RecordReads, recordReads),
  onSubjectAccess(RequestSubjectAccess, requestSubjectAccess, leader),
  onSubjectAccess(ExtendSubjectAccess, extendSubjectAccess, whoActs, { persons: Persons }),
  onSubjectAccess(AnswerSubjectAccess, answerSubjectAccess),
  onRetention(OrderRetention, orderRetention, ({ input }, streams) => loadHeld(streams, input.expired)),
  handled(ApplyRetention, applyRetention, { erasing: Erasing, search: LogSearch }),
  inTurn(
    onHold(
      PlaceHold,
      placeHold,
      async (command, streams, { persons }) => ({
        leader: await leader(command, streams),
        erasing: (await streams.load(erasureStream(erasureIdOf(command.input.leaderId)), erasure)).status,
        self: await persons.of(command.meta.actor),
      }),
      { persons: Persons },
    ),
  ),
  inTurn(onHold(LiftHold, liftHold, whoActs, { persons: Persons })),
];
