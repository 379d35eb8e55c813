import { refusals } from './refused.js';

const refuse = refusals({
  NOT_PART_OF_THIS: {
    en: 'With what else is said here, nothing is recorded of {field}, so it would be lost. Leave {field} out, or say what it belongs to. Nothing was recorded.',
    cy: 'Gyda’r hyn arall a ddywedir yma, ni chofnodir dim o {field}, felly byddai’n cael ei golli. Gadewch {field} allan, neu dywedwch yr hyn y mae’n perthyn iddo. Ni chofnodwyd dim.',
  },
});

/**
 * Refuses what is said where nothing would be recorded of it.
 * @param said by the input’s fields; what is left out is undefined
 * @throws Refused NOT_PART_OF_THIS, at the first field that is said
 */
export function dropsNothing(said: Readonly<Record<string, unknown>>): void {
  const field = Object.keys(said).find((name) => said[name] !== undefined && said[name] !== null);
  if (field === undefined) return;
  throw refuse('NOT_PART_OF_THIS', { field }, field);
}
