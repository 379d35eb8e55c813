import type { Remedies, Remedy } from '@app/event-store';
import { adds, everybody, permit, resource, type Rules } from '@app/identity';
import type { FrameworkEvent } from './domain/framework.events.js';
import { PublishFrameworkVersion } from './domain/publish-framework-version.js';
import { StateCrosswalk } from './domain/state-crosswalk.js';
import { SupersedeFrameworkVersion } from './domain/supersede-framework-version.js';
import { WithdrawCrosswalk } from './domain/withdraw-crosswalk.js';
import { CrosswalkResolver } from './graphql/crosswalk.resolver.js';
import { FrameworkElementResolver } from './graphql/framework-element.resolver.js';
import { FrameworkLevelResolver, FrameworkVersionResolver } from './graphql/framework-version.resolver.js';
import { FrameworkResolver, FrameworksResolver } from './graphql/framework.resolver.js';
import { CrosswalkRow, FrameworkElementRow, FrameworkLevelRow } from './read-model/framework-content.row.js';
import { FrameworkRow, FrameworkVersionRow } from './read-model/framework.row.js';

/** One catalogue for the whole installation: whoever has a role reads it, and who runs the installation keeps it. */
const byAdministrator = { targets: {}, may: { administrator: 'national' } } as const;

export const frameworkRules: Rules = {
  resources: [
    resource('Framework', [FrameworkRow, FrameworkResolver], {
      groups: { facts: ['id', 'code', 'nameEn', 'nameCy', 'name', 'welshMissing', 'publisher', 'versions'] },
      read: everybody(['facts']),
    }),
    resource('FrameworkVersion', [FrameworkVersionRow, FrameworkVersionResolver], {
      groups: {
        facts: [
          'id',
          'framework',
          'version',
          'nameEn',
          'nameCy',
          'name',
          'welshMissing',
          'publisher',
          'source',
          'licenceStatus',
          'licenceNote',
          'permission',
          'descriptorsBundled',
          'note',
          'usableFrom',
          'inForce',
          'supersededFrom',
          'supersededBy',
          'elements',
          'scale',
          'scaleOwner',
          'crosswalks',
        ],
      },
      read: everybody(['facts']),
    }),
    resource('FrameworkElement', [FrameworkElementRow, FrameworkElementResolver], {
      groups: { facts: ['id', 'version', 'code', 'nameEn', 'nameCy', 'name', 'welshMissing', 'descriptors', 'parent', 'children', 'crosswalks'] },
      read: everybody(['facts']),
    }),
    resource('FrameworkLevel', [FrameworkLevelRow, FrameworkLevelResolver], {
      groups: { facts: ['code', 'nameEn', 'nameCy', 'name', 'welshMissing', 'rank'] },
      read: everybody(['facts']),
    }),
    resource('Crosswalk', [CrosswalkRow, CrosswalkResolver], {
      groups: { facts: ['id', 'from', 'to', 'strength', 'source'] },
      read: everybody(['facts']),
    }),
  ],
  adds: [adds('Moment', [FrameworksResolver], { facts: ['frameworks'] })],
  commands: [
    permit(PublishFrameworkVersion, byAdministrator),
    permit(SupersedeFrameworkVersion, byAdministrator),
    permit(StateCrosswalk, byAdministrator),
    permit(WithdrawCrosswalk, byAdministrator),
  ],
};

// Whoever has seen a version has seen it as it was.
const PUBLISHED: Remedy = {
  voidedBy: PublishFrameworkVersion,
  instead: {
    en: 'A published version never changes: publish another. Where nothing rests on this one yet, it may be voided and published as it should be.',
    cy: 'Nid yw fersiwn a gyhoeddwyd byth yn newid: cyhoeddwch un arall. Lle nad oes dim yn dibynnu ar hon eto, gellir ei dirymu a’i chyhoeddi fel y dylai fod.',
  },
};

/** By which command what was recorded wrongly is put right. */
export const frameworkFacts: Remedies<FrameworkEvent> = {
  FrameworkVersionPublished: PUBLISHED,
  FrameworkSuperseded: SupersedeFrameworkVersion,
  CrosswalkStated: StateCrosswalk,
  CrosswalkWithdrawn: WithdrawCrosswalk,
};
