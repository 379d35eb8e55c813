import ts from 'typescript';
import { type Declared, Sources } from './sources.js';

/** Which codes what nodes lead to are refused with. */
function codesOf(sources: Sources, nodes: readonly ts.Node[], file: string, codes: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  sources.follow(nodes, file, (node) => {
    if (ts.isStringLiteralLike(node) && codes.has(node.text) && isGiven(node)) found.add(node.text);
  });
  return found;
}

/** Whether something is handed to a function, or answered by one: the same word may be a status or a cause as well. */
function isGiven({ parent }: ts.Node): boolean {
  if (ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent)) return isGiven(parent);
  return ts.isCallExpression(parent) || ts.isNewExpression(parent) || ts.isReturnStatement(parent) || ts.isArrowFunction(parent);
}

const isCommand = (sources: Sources, file: string, name: string): boolean => {
  const node = sources.declaration({ file, name })?.node;
  return node !== undefined && ts.isClassDeclaration(node) && (node.heritageClauses ?? []).some(({ types }) => types[0]?.expression.getText() === 'Command');
};

/** What each command can be refused with, as the tables of handlers have it decided. */
function refusalsByCommand(sources: Sources, codes: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const commands = new Map<string, ReadonlySet<string>>();
  for (const [file, tree] of sources.trees) {
    if (!file.endsWith('/commands/handlers.ts')) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) {
        const [command, ...others] = node.arguments;
        if (command && ts.isIdentifier(command) && isCommand(sources, file, command.text))
          commands.set(command.text, codesOf(sources, [node.expression, ...others], file, codes));
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return commands;
}

const isMutation = (node: ts.Node): node is ts.MethodDeclaration =>
  ts.isMethodDeclaration(node) &&
  (ts.getDecorators(node) ?? []).some(({ expression }) => ts.isCallExpression(expression) && expression.expression.getText() === 'Mutation');

/** What stands between every mutation and its decision. */
const OF_ANY: readonly Declared[] = [
  { file: 'libs/graphql-kit/src/input/input.ts', name: 'Input' },
  { file: 'libs/identity/src/access/access.ts', name: 'Access' },
  { file: 'libs/event-store/src/streams.ts', name: 'Streams' },
  { file: 'libs/event-store/src/storable.ts', name: 'encodeEvents' },
  { file: 'libs/event-store/src/errors.ts', name: 'storeError' },
  { file: 'libs/event-store/src/errors.ts', name: 'StreamIncomplete' },
  { file: 'libs/event-store/src/errors.ts', name: 'StreamForeign' },
  { file: 'libs/privacy/src/keyring.ts', name: 'Keyring' },
  { file: 'libs/reason/src/commands/admit-reason.ts', name: 'admitReason' },
];

export interface Answered {
  /** What any mutation may be refused with, whatever it is about. */
  readonly any: ReadonlySet<string>;
  /** What else, by the mutation. */
  readonly byMutation: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * What mutations may be refused with, by what they send and what decides that, as far as the sources tell.
 * @throws Error where something that every mutation goes through is not where it was
 */
export function answeredRefusals(root: string, codes: ReadonlySet<string>): Answered {
  const sources = new Sources(root);
  const any = new Set(
    OF_ANY.flatMap((one) => {
      const found = sources.declaration(one);
      if (!found) throw new Error(`${one.file} declares no ${one.name} that every mutation goes through`);
      return [...codesOf(sources, [found.node], found.file, codes)];
    }),
  );
  const byCommand = refusalsByCommand(sources, codes);
  const byMutation = new Map<string, ReadonlySet<string>>();
  for (const [file, tree] of sources.trees) {
    const visit = (node: ts.Node): void => {
      if (isMutation(node) && node.body) byMutation.set(node.name.getText(), new Set([...codesOf(sources, [node.body], file, codes), ...sent(node.body)]));
      ts.forEachChild(node, visit);
    };
    const sent = (node: ts.Node): readonly string[] => {
      const inner: string[] = [];
      ts.forEachChild(node, (child) => void inner.push(...sent(child)));
      return ts.isIdentifier(node) ? [...(byCommand.get(node.text) ?? [])] : inner;
    };
    visit(tree);
  }
  return { any, byMutation };
}
