import { byId, seenAs } from '@app/graphql-kit';
import type { Anchored } from '@app/identity';
import { CrosswalkRow, FrameworkElementRow, FrameworkLevelRow } from './read-model/framework-content.row.js';
import { FrameworkRow, FrameworkVersionRow } from './read-model/framework.row.js';

/** Each by their UUIDs. */
export const frameworks = byId('Framework', FrameworkRow);
export const frameworkVersions = byId('FrameworkVersion', FrameworkVersionRow);
export const frameworkElements = byId('FrameworkElement', FrameworkElementRow);
export const crosswalks = byId('Crosswalk', CrosswalkRow);
export const seenFramework = seenAs('Framework');
export const seenFrameworkVersion = seenAs('FrameworkVersion');
export const seenFrameworkElement = seenAs('FrameworkElement');
export const seenCrosswalk = seenAs('Crosswalk');

/** None of it is about anybody, and whoever has a role reads all of it. */
export const frameworkAccess: readonly Anchored[] = [
  { resource: 'Framework', rows: FrameworkRow },
  { resource: 'FrameworkVersion', rows: FrameworkVersionRow },
  { resource: 'FrameworkElement', rows: FrameworkElementRow },
  { resource: 'FrameworkLevel', rows: FrameworkLevelRow },
  { resource: 'Crosswalk', rows: CrosswalkRow },
];
