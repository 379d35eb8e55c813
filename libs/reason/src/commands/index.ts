import { RegisterReasonCodeHandler } from './register-reason-code.handler.js';
import { RenameReasonCodeHandler } from './rename-reason-code.handler.js';
import { RetireReasonCodeHandler } from './retire-reason-code.handler.js';

export const reasonCommandHandlers = [RegisterReasonCodeHandler, RenameReasonCodeHandler, RetireReasonCodeHandler];
