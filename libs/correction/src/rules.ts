import { permit, ROLES, type Rules } from '@app/identity';
import { VoidFact } from '@app/kernel';

/** By whoever may send the command that recorded the fact: that is asked besides, by what the fact is about. */
export const correctionRules: Rules = {
  commands: [permit(VoidFact, { targets: {}, may: Object.fromEntries(ROLES.map((role) => [role, 'public'])), deputies: true })],
};
