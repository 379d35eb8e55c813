import { defineFeature } from '@app/feature';
import { AccountGraphqlModule, AccountModule } from './account.module.js';
import { accountEventTypes } from './events.js';
import { accountLabels } from './labels.js';
import { accounts, deputies } from './process/accounts.js';
import { accountAccess } from './read.js';
import { delegationProjection } from './read-model/delegation.projection.js';
import { identityProjection } from './read-model/identity.projection.js';
import { accountRules } from './rules.js';
import { accountTasks } from './tasks.js';

export const account = defineFeature({
  name: 'account',
  purpose: 'To know who signs in as whom, and who acts in whose name.',
  people: ['whoever signs in', 'deputies, and those in whose name they act'],
  sealed: {
    account: { what: 'the address of the identity provider; why an account was linked or a delegation granted', fields: ['issuer', 'reason'] },
    identity: { what: 'what the identity provider calls somebody', fields: ['subject'] },
  },
  eventTypes: accountEventTypes,
  projections: [identityProjection, delegationProjection],
  processManagers: [accounts, deputies],
  rules: accountRules,
  access: accountAccess,
  labels: accountLabels,
  // `account`: by which one somebody signs in.
  references: ['identityId', 'delegationId', 'account'],
  tasks: accountTasks,
  module: AccountModule,
  graphqlModule: AccountGraphqlModule,
});
