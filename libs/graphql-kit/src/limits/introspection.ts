import { refusals } from '@app/kernel';
import type { DocumentNode } from 'graphql';
import { BREAK, visit } from 'graphql';

const known = new WeakMap<DocumentNode, boolean>();

/** Whether a document asks what the schema is. `__typename` says nothing that its sender has not named. */
function introspects(document: DocumentNode): boolean {
  let asks = known.get(document);
  if (asks === undefined) {
    asks = false;
    visit(document, {
      Field({ name: { value } }) {
        if (value !== '__schema' && value !== '__type') return undefined;
        asks = true;
        return BREAK;
      },
    });
    known.set(document, asks);
  }
  return asks;
}

const refuse = refusals({
  INTROSPECTION_REFUSED: {
    en: 'This installation tells its schema only to those who run it. The schema is published with the product.',
    cy: 'Dim ond wrth y rhai sy’n ei redeg y mae’r gosodiad hwn yn dweud beth yw ei sgema. Cyhoeddir y sgema gyda’r cynnyrch.',
  },
});

/** @throws Refused INTROSPECTION_REFUSED */
export function assertMayIntrospect(document: DocumentNode, { mayIntrospect }: { readonly mayIntrospect: boolean }): void {
  if (!mayIntrospect && introspects(document)) throw refuse('INTROSPECTION_REFUSED');
}
