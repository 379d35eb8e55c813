import { EndDelegationHandler } from './end-delegation.handler.js';
import { GrantDelegationHandler } from './grant-delegation.handler.js';
import { LinkIdentityHandler } from './link-identity.handler.js';
import { UnlinkIdentityHandler } from './unlink-identity.handler.js';

export const accountCommandHandlers = [LinkIdentityHandler, UnlinkIdentityHandler, GrantDelegationHandler, EndDelegationHandler];
