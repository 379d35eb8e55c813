import { Matrix } from '../matrix.js';
import { accountRules } from './account.js';
import { dataRightsRules } from './data-rights.js';
import { enrolmentRules } from './enrolment.js';
import { equalityRules } from './equality.js';
import { leaderRules } from './leader.js';
import { operationRules } from './operation.js';
import { organisationRules } from './organisation.js';
import { platformRules } from './platform.js';
import { programmeRules } from './programme.js';
import { reasonRules } from './reason.js';

/** Who may see and do what, in the whole product. A feature's rules are a file beside this one. */
export const MATRIX = new Matrix([
  platformRules,
  reasonRules,
  organisationRules,
  leaderRules,
  programmeRules,
  enrolmentRules,
  dataRightsRules,
  accountRules,
  equalityRules,
  operationRules,
]);
