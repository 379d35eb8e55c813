import { argumentsOf } from '@app/localisation';
import { pluralsOf } from '@app/localisation/testing';

const LOCALES = { en: 'en-GB', cy: 'cy-GB' } as const;
const list = (names: readonly string[]): string => names.map((name) => `{${name}}`).join(', ');

/** What is wrong with a text as a pair of message patterns, in sentences; nothing where it can be said in both languages. */
export function faultsOf({ en, cy }: { readonly en: string; readonly cy: string }): readonly string[] {
  if (cy.trim() === '') return ['The Welsh is empty.'];
  let names: { readonly en: readonly string[]; readonly cy: readonly string[] };
  try {
    names = { en: argumentsOf(en, 'en'), cy: argumentsOf(cy, 'cy') };
  } catch (error) {
    return [`It is no message pattern (${error instanceof Error ? error.message : String(error)}): every { needs its }.`];
  }
  const lost = names.en.filter((name) => !names.cy.includes(name));
  const strange = names.cy.filter((name) => !names.en.includes(name));
  return [
    ...(lost.length > 0 ? [`The Welsh does not say ${list(lost)}, which the English does: put it in as it stands there, untranslated.`] : []),
    ...(strange.length > 0 ? [`The Welsh names ${list(strange)}, which the English does not: what stands in braces is not translated.`] : []),
    ...(['en', 'cy'] as const).flatMap((language) => {
      const kinds: readonly string[] = new Intl.PluralRules(LOCALES[language]).resolvedOptions().pluralCategories;
      const wrong = pluralsOf({ en, cy }[language], language).filter((kind) => !kind.startsWith('=') && !kinds.includes(kind));
      return wrong.length > 0 ? [`A plural tells ${wrong.join(', ')} apart; its language has ${kinds.join(', ')}.`] : [];
    }),
  ];
}
