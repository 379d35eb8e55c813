import { Node } from '@app/graphql-kit';
import { adds, everybody, permit, resource, type Rules } from '@app/identity';
import { RegisterReasonCode } from './domain/register-reason-code.js';
import { RenameReasonCode } from './domain/rename-reason-code.js';
import { RetireReasonCode } from './domain/retire-reason-code.js';
import { ReasonCodeType, ReasonsResolver } from './graphql/reason.resolver.js';

const byAdministrator = { targets: {}, may: { administrator: 'national' } } as const;

export const reasonRules: Rules = {
  resources: [
    resource('ReasonCode', [Node, ReasonCodeType], {
      groups: { facts: ['id', 'code', 'name', 'nameEn', 'nameCy', 'retired'] },
      read: everybody(['facts']),
    }),
  ],
  adds: [adds('Moment', [ReasonsResolver], { facts: ['reasonCodes'] })],
  commands: [permit(RegisterReasonCode, byAdministrator), permit(RenameReasonCode, byAdministrator), permit(RetireReasonCode, byAdministrator)],
};
