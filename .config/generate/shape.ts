import ts from 'typescript';

/** What a stored value may be, read from the type that declares it. */
export type Shape =
  | { readonly kind: 'text' | 'number' | 'truth' | 'date' | 'instant' }
  | { readonly kind: 'one of'; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'sealed' | 'list' | 'map'; readonly of: Shape }
  | { readonly kind: 'object'; readonly fields: readonly Field[] }
  | { readonly kind: 'either'; readonly variants: readonly Shape[] };

export interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly documentation: string;
  readonly shape: Shape;
}

// Known by the name they are written with: to the compiler each is just a string, or an object.
const NAMED: Readonly<Record<string, 'date' | 'instant'>> = { CalendarDate: 'date', Instant: 'instant' };

/**
 * The shape that a type node declares.
 * @throws where a type says nothing that JSON could hold
 */
export function shapeOf(node: ts.TypeNode, checker: ts.TypeChecker): Shape {
  if (ts.isParenthesizedTypeNode(node) || (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword)) return shapeOf(node.type, checker);
  if (ts.isArrayTypeNode(node)) return { kind: 'list', of: shapeOf(node.elementType, checker) };
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) {
    const name = node.typeName.text;
    const [argument] = node.typeArguments ?? [];
    const named = NAMED[name];
    if (named) return { kind: named };
    if (name === 'Sealed' && argument) return { kind: 'sealed', of: shapeOf(argument, checker) };
    if ((name === 'Array' || name === 'ReadonlyArray') && argument) return { kind: 'list', of: shapeOf(argument, checker) };
  }
  return shapeOfType(checker.getTypeFromTypeNode(node), node, checker);
}

function shapeOfType(type: ts.Type, at: ts.Node, checker: ts.TypeChecker): Shape {
  const present = checker.getNonNullableType(type);
  if (present.flags & ts.TypeFlags.String) return { kind: 'text' };
  if (present.flags & ts.TypeFlags.Number) return { kind: 'number' };
  if (present.flags & ts.TypeFlags.Boolean) return { kind: 'truth' };
  if (present.isStringLiteral() || present.isNumberLiteral()) return { kind: 'one of', values: [present.value] };
  if (present.flags & ts.TypeFlags.BooleanLiteral) return { kind: 'one of', values: [checker.typeToString(present) === 'true'] };
  if (present.isUnion()) return either(present.types.map((variant) => shapeOfType(variant, at, checker)));
  if (present.flags & ts.TypeFlags.Object || present.isIntersection()) {
    const value = checker.getIndexTypeOfType(present, ts.IndexKind.String);
    if (value) return { kind: 'map', of: shapeOfType(value, at, checker) };
    if (!checker.isArrayLikeType(present)) return { kind: 'object', fields: fieldsOf(present, at, checker) };
  }
  throw new Error(`${at.getSourceFile().fileName}: ${checker.typeToString(type)} is nothing that is stored`);
}

/** The properties of an object type, inherited and intersected ones included, in the order they are declared in. */
export function fieldsOf(type: ts.Type, at: ts.Node, checker: ts.TypeChecker): readonly Field[] {
  return checker.getPropertiesOfType(type).map((property) => {
    const declaration = property.declarations?.find(ts.isPropertySignature);
    if (!declaration?.type) throw new Error(`${at.getSourceFile().fileName}: ${property.name} is not declared as a property with a type`);
    return {
      name: property.name,
      optional: (property.flags & ts.SymbolFlags.Optional) !== 0,
      documentation: ts.displayPartsToString(property.getDocumentationComment(checker)),
      shape: shapeOf(declaration.type, checker),
    };
  });
}

function either(variants: readonly Shape[]): Shape {
  const literals = variants.flatMap((variant) => (variant.kind === 'one of' ? variant.values : []));
  // Sorted, since the compiler's order depends on what else it has read.
  if (literals.length === variants.length) return { kind: 'one of', values: literals.toSorted() };
  return { kind: 'either', variants };
}
