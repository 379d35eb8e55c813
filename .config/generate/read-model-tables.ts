import { features, readModelDefinition } from '@app/tracker';
import type { Named } from './golden-projections.js';

/** Every table of the read model, those of values in the open among them. */
export const readModelTables: readonly Named[] = [
  ...readModelDefinition.tables.map(({ name, projection }) => ({ name, projection })),
  ...features.openedTables.map(({ rowClass, projection }) => ({ name: `opened ${rowClass.name}`, projection })),
];
