import { declaredLabels } from '@app/graphql-kit';
import { type Bilingual, type Language, type LocalText, shownIn } from '@app/localisation';
import { EVENT_LABELS } from './event-labels.js';
import { FIELD_LABELS, type FieldLabel, TABLE_LABELS } from './field-labels.js';

/** The label of a field, by the most that is said of it. @param within the event's type, or the resource */
function fieldLabel(within: string, path: string): FieldLabel | undefined {
  const plain = path.replaceAll('.*', '');
  const last = plain.slice(plain.lastIndexOf('.') + 1);
  return FIELD_LABELS[`${within}.${plain}`] ?? FIELD_LABELS[plain] ?? FIELD_LABELS[last];
}

/** Whatever has no label is shown by its name: nothing that is held is left out for want of one. */
const shown = (label: Bilingual | undefined, name: string, language: Language): LocalText =>
  label ? shownIn(language, label) : { value: name, language: 'en' };

export const labelOfType = (type: string, language: Language): LocalText => shown(EVENT_LABELS[type], type, language);
export const labelOfTable = (resource: string, language: Language): LocalText => shown(TABLE_LABELS[resource], resource, language);
export const labelOfField = (within: string, path: string, language: Language): LocalText => shown(fieldLabel(within, path), path, language);

/** A code by its name in the schema: `line-manager` is LINE_MANAGER. */
const nameOf = (code: string): string => code.toUpperCase().replaceAll('-', '_');

const TRUTHS: Readonly<Record<string, Bilingual>> = { true: { en: 'Yes', cy: 'Ydy' }, false: { en: 'No', cy: 'Nac ydy' } };

/** What a code of a field is called, where the schema says. */
export function labelOfCode(within: string, path: string, code: string, language: Language): LocalText | undefined {
  const { codes, words } = fieldLabel(within, path) ?? {};
  const label = words?.[code] ?? (codes === undefined ? undefined : declaredLabels().get(codes)?.get(nameOf(code))) ?? TRUTHS[code];
  return label && shownIn(language, label);
}

/** A role as it is recorded, such as `line-manager`. */
export function labelOfRole(role: string, language: Language): LocalText {
  const label = declaredLabels().get('Role')?.get(nameOf(role));
  return label ? shownIn(language, label) : { value: role, language: 'en' };
}

/** Which resources about people have no label, for the specification that finds them. */
export const unlabelledTables = (resources: readonly string[]): readonly string[] => resources.filter((resource) => TABLE_LABELS[resource] === undefined);

/** What of an event has no label, for the specification that finds it. @param paths of its fields */
export function labelFaults(type: string, paths: readonly string[]): readonly string[] {
  const unlabelled = paths.filter((path) => fieldLabel(type, path) === undefined);
  return [...(EVENT_LABELS[type] === undefined ? [type] : []), ...unlabelled.map((path) => `${type}.${path}`)];
}

/** Which of a field's codes nothing says what to call, for the specification that finds them. */
export const unlabelledCodes = (type: string, path: string, codes: readonly string[]): readonly string[] =>
  codes.filter((code) => labelOfCode(type, path, code, 'en') === undefined);
