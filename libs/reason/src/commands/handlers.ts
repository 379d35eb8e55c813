import { type Handler, on } from '@app/event-store';
import { reasonCode, reasonCodeIdOf } from '../domain/reason-code.js';
import { register, RegisterReasonCode } from '../domain/register-reason-code.js';
import { rename, RenameReasonCode } from '../domain/rename-reason-code.js';
import { retire, RetireReasonCode } from '../domain/retire-reason-code.js';
import { reasonCodeStream } from '../events.js';

const onReasonCode = on(({ code }: { readonly code: string }) => reasonCodeStream(reasonCodeIdOf(code)), reasonCode);

export const reasonHandlers: readonly Handler[] = [
  onReasonCode(RegisterReasonCode, register),
  onReasonCode(RenameReasonCode, rename),
  onReasonCode(RetireReasonCode, retire),
];
