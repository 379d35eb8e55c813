import { handled, type Handler } from '@app/event-store';
import { PassOverEvent } from '../domain/pass-over-event.js';
import { Readers } from '../readers.js';
import { passOverEvent } from './pass-over-event.handler.js';

export const operationHandlers: readonly Handler[] = [handled(PassOverEvent, passOverEvent, { readers: Readers })];
