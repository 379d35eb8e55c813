import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { EventTypes } from '@app/event-store';
import ts from 'typescript';
import { type Field, fieldsOf } from './shape.js';

export interface DeclaredEvent {
  /** The library that records it. */
  readonly feature: string;
  readonly type: string;
  /** The version that is written now. */
  readonly version: number;
  readonly documentation: string;
  readonly fields: readonly Field[];
}

const featureOf = (file: string) => basename(dirname(dirname(dirname(file))));

/** Every `libs/<feature>/src/domain/*.events.ts`. */
export function eventFiles(root: string): string[] {
  return readdirSync(join(root, 'libs'))
    .map((feature) => join(root, 'libs', feature, 'src/domain'))
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.events.ts'));
}

/** What each feature registers with the codec, by the feature's name. */
export async function registeredTypes(root: string): Promise<ReadonlyMap<string, readonly EventTypes[]>> {
  const registered = new Map<string, readonly EventTypes[]>();
  // One after the other: what loads modules for specifications cannot link several that share some.
  for (const feature of new Set(eventFiles(root).map(featureOf))) {
    const published = (await import(`@app/${feature}/events`)) as Readonly<Record<string, unknown>>;
    registered.set(feature, Object.values(published).filter(isEventTypes));
  }
  return registered;
}

const isEventTypes = (value: unknown): value is EventTypes =>
  typeof value === 'object' && value !== null && 'versions' in value && value.versions instanceof Map;

/**
 * Reads what is stored from the types that declare it: name, current version, fields and what their comments say, by
 * feature in the order of the files.
 * @throws where an event's alias and its stored name differ, where two events share a name, or where one that is declared
 * is not registered or the other way round
 */
export async function declaredEvents(root: string): Promise<readonly DeclaredEvent[]> {
  const files = eventFiles(root);
  const { options } = ts.parseJsonConfigFileContent({ extends: './tsconfig.json', files: [] }, ts.sys, root);
  const program = ts.createProgram(files, { ...options, noEmit: true, composite: false });
  const registered = await registeredTypes(root);
  const events = files.flatMap((file) => eventsIn(file, program, registered.get(featureOf(file)) ?? []));

  const declared = events.map(({ type }) => type);
  const twice = declared.filter((type, index) => declared.indexOf(type) !== index);
  const neverDeclared = [...registered.values()].flat().flatMap(({ versions }) => [...versions.keys()].filter((type) => !declared.includes(type)));
  if (twice.length > 0) throw new Error(`declared twice: ${twice.join(', ')}`);
  if (neverDeclared.length > 0) throw new Error(`registered, and declared in no *.events.ts: ${neverDeclared.join(', ')}`);
  return events;
}

function eventsIn(file: string, program: ts.Program, registered: readonly EventTypes[]): DeclaredEvent[] {
  const checker = program.getTypeChecker();
  const aliases = program.getSourceFile(file)?.statements.filter(ts.isTypeAliasDeclaration) ?? [];
  return aliases.flatMap((alias) => {
    const name = alias.name.text;
    if (!ts.isTypeReferenceNode(alias.type) || alias.type.typeName.getText() !== 'Event') return [];
    const [type, data] = alias.type.typeArguments ?? [];
    if (!type || !data || type.getText() !== `'${name}'`) throw new Error(`${file}: ${name} must be Event<'${name}', { … }>: its name is what is stored`);
    const version = registered.map(({ versions }) => versions.get(name)?.version).find((known) => known !== undefined);
    if (version === undefined) throw new Error(`${file}: ${name} is declared, and registered nowhere in libs/${featureOf(file)}/src/events.ts`);
    const symbol = checker.getSymbolAtLocation(alias.name);
    return {
      feature: featureOf(file),
      type: name,
      version,
      documentation: ts.displayPartsToString(symbol?.getDocumentationComment(checker)),
      fields: fieldsOf(checker.getTypeFromTypeNode(data), data, checker),
    };
  });
}
