import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** Something that a source declares at its top, by its file and its name there. */
export interface Declared {
  readonly file: string;
  readonly name: string;
}

interface Source {
  readonly tree: ts.SourceFile;
  readonly declared: ReadonlyMap<string, ts.Node>;
  /** What is imported, and what is exported from elsewhere, by the name that it has here. */
  readonly elsewhere: ReadonlyMap<string, Declared>;
}

/** The sources of every library, and what in them leads to what: by names, without asking the compiler for types. */
export class Sources {
  readonly #sources = new Map<string, Source>();

  constructor(private readonly root: string) {
    for (const file of readdirSync(join(root, 'libs'), { recursive: true, encoding: 'utf8' }).map((one) => join('libs', one)))
      if (/^libs\/[^/]+\/src\/.*[.]ts$/.test(file) && !/[.]spec[.]ts$|\/testing\//.test(file)) this.#sources.set(file, this.#read(file));
  }

  /** Every source’s tree, by its file. */
  get trees(): ReadonlyMap<string, ts.SourceFile> {
    return new Map([...this.#sources].map(([file, { tree }]) => [file, tree]));
  }

  /** Where what a source calls by a name is declared; undefined where no library declares it. */
  declaration({ file, name }: Declared, passed = 0): (Declared & { readonly node: ts.Node }) | undefined {
    const source = this.#sources.get(file);
    const node = source?.declared.get(name);
    if (node) return { file, name, node };
    const elsewhere = source?.elsewhere.get(name);
    return elsewhere && passed < 10 ? this.declaration(elsewhere, passed + 1) : undefined;
  }

  /** Looks at every node that some lead to, through whatever they name. */
  follow(nodes: readonly ts.Node[], file: string, look: (node: ts.Node) => void): void {
    const seen = new Set<ts.Node>();
    const enter = (node: ts.Node, from: string): void => {
      if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
      look(node);
      if (ts.isIdentifier(node) && isMeant(node)) {
        const found = this.declaration({ file: from, name: node.text });
        if (found && !seen.has(found.node)) {
          seen.add(found.node);
          enter(found.node, found.file);
        }
      }
      ts.forEachChild(node, (child) => enter(child, from));
    };
    for (const node of nodes) enter(node, file);
  }

  #read(file: string): Source {
    const tree = ts.createSourceFile(file, readFileSync(join(this.root, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const declared = new Map<string, ts.Node>();
    const elsewhere = new Map<string, Declared>();
    for (const statement of tree.statements) {
      if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) declared.set(statement.name.text, statement);
      if (ts.isVariableStatement(statement))
        for (const { name, initializer } of statement.declarationList.declarations)
          if (ts.isIdentifier(name) && initializer) declared.set(name.text, initializer);
      const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : ts.isExportDeclaration(statement) && statement.exportClause;
      const from = (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) && statement.moduleSpecifier;
      if (!bindings || !from || !ts.isStringLiteral(from) || ts.isNamespaceImport(bindings) || ts.isNamespaceExport(bindings)) continue;
      const source = this.#fileOf(from.text, file);
      if (source) for (const { name, propertyName } of bindings.elements) elsewhere.set(name.text, { file: source, name: (propertyName ?? name).text });
    }
    return { tree, declared, elsewhere };
  }

  #fileOf(specifier: string, from: string): string | undefined {
    const [, library, door = 'index'] = /^@app\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? [];
    const path = library ? `libs/${library}/src/${door}.ts` : join(dirname(from), specifier.replace(/[.]js$/, '.ts'));
    return (library ?? specifier.startsWith('.')) && existsSync(join(this.root, path)) ? relative('.', path) : undefined;
  }
}

/** Whether an identifier stands for what has that name, and is not itself the name of a property. */
function isMeant(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return true;
}
