import { type FieldLabel, Features, type Labels as Declared, spokenOf } from '@app/feature';
import { declaredLabels } from '@app/graphql-kit';
import { type Label, type Language, type LocalText, shownIn } from '@app/localisation';
import { Injectable } from '@nestjs/common';

/** A code by its name in the schema: `line-manager` is LINE_MANAGER. */
const nameOf = (code: string): string => code.toUpperCase().replaceAll('-', '_');

const TRUTHS: Readonly<Record<string, Label>> = { true: { en: 'Yes', cy: 'Ydy' }, false: { en: 'No', cy: 'Nac ydy' } };

/** Whatever has no label is shown by its name: nothing that is held is left out for want of one. */
const shown = (label: Label | undefined, name: string, language: Language): LocalText => (label ? shownIn(language, label) : { value: name, language: 'en' });

/** What everything that is held about people is called, by the features that hold it. */
@Injectable()
export class Labels {
  readonly #labels: Required<Declared>;

  constructor(features: Features) {
    this.#labels = features.labels;
  }

  ofType(type: string, language: Language): LocalText {
    return shown(this.#labels.events[type], type, language);
  }

  ofTable(resource: string, language: Language): LocalText {
    return shown(this.#labels.tables[resource], resource, language);
  }

  /** @param within the event’s type, or the resource */
  ofField(within: string, path: string, language: Language): LocalText {
    return shown(this.#field(within, path), path, language);
  }

  /** What a code of a field is called, where the schema says. */
  ofCode(within: string, path: string, code: string, language: Language): LocalText | undefined {
    const { codes, words } = this.#field(within, path) ?? {};
    const label = words?.[code] ?? (codes === undefined ? undefined : declaredLabels().get(codes)?.get(nameOf(code))) ?? TRUTHS[code];
    return label && shownIn(language, label);
  }

  /** A role as it is recorded, such as `line-manager`. */
  ofRole(role: string, language: Language): LocalText {
    return shown(declaredLabels().get('Role')?.get(nameOf(role)), role, language);
  }

  /** Which resources about people have no label, for the specification that finds them. */
  missingTables(resources: readonly string[]): readonly string[] {
    return resources.filter((resource) => this.#labels.tables[resource] === undefined);
  }

  /** Which fields of an event have no label, for the specification that finds them. @param paths of its fields */
  missingFields(type: string, paths: readonly string[]): readonly string[] {
    return paths.filter((path) => this.#field(type, path) === undefined).map((path) => `${type}.${path}`);
  }

  /** Which of a field’s codes nothing says what to call, for the specification that finds them. */
  missingCodes(type: string, path: string, codes: readonly string[]): readonly string[] {
    return codes.filter((code) => this.ofCode(type, path, code, 'en') === undefined);
  }

  /** The label of a field, by the most that is said of it. */
  #field(within: string, path: string): FieldLabel | undefined {
    const { fields } = this.#labels;
    return spokenOf(within, path).flatMap((name) => fields[name] ?? [])[0];
  }
}
