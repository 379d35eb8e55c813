import { present } from '@app/kernel';
import type { FrameworkElement } from './framework.events.js';
import { refuse } from './refusals.js';
import { worded, type WordingInput } from './wording.js';

export interface ElementInput {
  readonly code: string;
  readonly parentCode?: string | undefined;
  readonly names: WordingInput;
  readonly descriptors?: readonly WordingInput[] | undefined;
}

/** Far beyond any framework that somebody is assessed against: what keeps a list of another kind out. */
export const MOST_ELEMENTS = 500;
export const MOST_DESCRIPTORS = 20;

/** The elements as they are recorded, where they make a tree. @param own whether the words are of whoever records them */
export function possibleElements(input: readonly ElementInput[], own: boolean): readonly FrameworkElement[] {
  if (input.length < 1 || input.length > MOST_ELEMENTS) throw refuse('ELEMENTS_OUT_OF_RANGE', { elements: input.length, most: MOST_ELEMENTS });
  const byCode = new Map<string, ElementInput>();
  for (const element of input) {
    if (byCode.has(element.code)) throw refuse('ELEMENT_CODE_TWICE', { element: element.code });
    byCode.set(element.code, element);
  }
  for (const element of input) inTree(element, byCode);
  return input.map(({ code, parentCode, names, descriptors = [] }, index) => {
    if (descriptors.length > MOST_DESCRIPTORS) throw refuse('TOO_MANY_DESCRIPTORS', { element: code, most: MOST_DESCRIPTORS });
    const said = descriptors.map((descriptor, number) => worded(descriptor, `elements.${index}.descriptors.${number}`, own));
    return present({ code, parentCode, names: worded(names, `elements.${index}.names`, own), descriptors: said.length > 0 ? said : undefined });
  });
}

/** Has an element lead to one of the first level, by way of others that there are. */
function inTree(element: ElementInput, byCode: ReadonlyMap<string, ElementInput>): void {
  const above = new Set<string>();
  for (let at = element; at.parentCode !== undefined;) {
    const parent = byCode.get(at.parentCode);
    if (!parent) throw refuse('ELEMENT_PARENT_UNKNOWN', { element: at.code, parent: at.parentCode });
    if (above.has(parent.code)) throw refuse('ELEMENT_CYCLE', { element: parent.code });
    above.add(parent.code);
    at = parent;
  }
}
