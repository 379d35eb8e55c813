import type { Actor } from '@app/kernel';

/** Whoever runs this is known to the machine, not to the product. */
export const OPERATOR: Actor = { kind: 'system', id: 'command-line', role: 'administrator' };
