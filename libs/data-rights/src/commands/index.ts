import { AnswerSubjectAccessHandler } from './answer-subject-access.handler.js';
import { ApplyRetentionHandler } from './apply-retention.handler.js';
import { BeginErasureHandler } from './begin-erasure.handler.js';
import { CertifyErasureHandler } from './certify-erasure.handler.js';
import { CompleteErasureHandler } from './complete-erasure.handler.js';
import { DecideErasureHandler } from './decide-erasure.handler.js';
import { DestroyKeysHandler } from './destroy-keys.handler.js';
import { ExtendSubjectAccessHandler } from './extend-subject-access.handler.js';
import { LiftHoldHandler } from './lift-hold.handler.js';
import { OrderRetentionHandler } from './order-retention.handler.js';
import { PlaceHoldHandler } from './place-hold.handler.js';
import { RecordReadsHandler } from './record-reads.handler.js';
import { RequestErasureScanHandler } from './request-erasure-scan.handler.js';
import { RequestErasureHandler } from './request-erasure.handler.js';
import { RequestSubjectAccessHandler } from './request-subject-access.handler.js';

export const dataRightsCommandHandlers = [
  RequestErasureHandler,
  DecideErasureHandler,
  RequestErasureScanHandler,
  BeginErasureHandler,
  DestroyKeysHandler,
  CertifyErasureHandler,
  CompleteErasureHandler,
  RecordReadsHandler,
  RequestSubjectAccessHandler,
  ExtendSubjectAccessHandler,
  AnswerSubjectAccessHandler,
  OrderRetentionHandler,
  ApplyRetentionHandler,
  PlaceHoldHandler,
  LiftHoldHandler,
];
