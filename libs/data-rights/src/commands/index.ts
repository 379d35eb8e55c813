import { BeginErasureHandler } from './begin-erasure.handler.js';
import { CertifyErasureHandler } from './certify-erasure.handler.js';
import { CompleteErasureHandler } from './complete-erasure.handler.js';
import { DecideErasureHandler } from './decide-erasure.handler.js';
import { DestroyKeysHandler } from './destroy-keys.handler.js';
import { RequestErasureHandler } from './request-erasure.handler.js';

export const dataRightsCommandHandlers = [
  RequestErasureHandler,
  DecideErasureHandler,
  BeginErasureHandler,
  DestroyKeysHandler,
  CertifyErasureHandler,
  CompleteErasureHandler,
];
