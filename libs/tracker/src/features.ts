import { account } from '@app/account';
import { correction } from '@app/correction';
import { dataRights } from '@app/data-rights';
import { enrolment } from '@app/enrolment';
import { equality } from '@app/equality';
import { Features } from '@app/feature';
import { framework } from '@app/framework';
import { declareRefusalCodes, declareTaskKinds, graphqlKitRules } from '@app/graphql-kit';
import { Access } from '@app/identity';
import { leader } from '@app/leader';
import { operation } from '@app/operation';
import { organisation } from '@app/organisation';
import { programme } from '@app/programme';
import { reason } from '@app/reason';

/** Everything that the product can do. A feature is added here, and nowhere else. */
export const features = new Features([reason, organisation, leader, programme, framework, enrolment, dataRights, account, equality, operation, correction]);

declareTaskKinds(features.tasks);
declareRefusalCodes();

/** Who may see and do what, by the rules of all of them. */
export const access = new Access({ ...features, rules: [graphqlKitRules, ...features.rules] });
