import type { Rules } from '../rules.js';
import { everybody } from '../rules.js';

const byAdministrator = { targets: {}, may: { administrator: 'national' } } as const;

export const reasonRules: Rules = {
  resources: {
    ReasonCode: {
      groups: { facts: ['id', 'code', 'name', 'nameEn', 'nameCy', 'retired'] },
      read: everybody(['facts']),
    },
  },
  commands: {
    RegisterReasonCode: byAdministrator,
    RenameReasonCode: byAdministrator,
    RetireReasonCode: byAdministrator,
  },
};
