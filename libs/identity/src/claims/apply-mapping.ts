import type { Claim, ClaimedRole, Scope } from '../principal.js';
import type { ClaimPath, ClaimsMapping, Condition, RoleRule } from './claims-mapping.js';

/** The claims of a verified token, whatever they may be. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** What a token's claims mean under a mapping. */
export interface Mapped {
  /** Undefined where the token does not say. */
  readonly subject: string | undefined;
  /** Whether the provider is as sure of whom it signed in as is asked of it. */
  readonly sufficient: boolean;
  readonly kind: 'person' | 'service';
  readonly claims: readonly Claim[];
  readonly language?: 'en' | 'cy';
}

/** OpenID Connect Core 1.0, section 2: a subject has at most 255 characters. */
const LONGEST_SUBJECT = 255;
const language = /^(en|cy)(?:[-_]|$)/i;

/** What the claims of a token mean. Whatever no rule names gives nothing. */
export function applyMapping(mapping: ClaimsMapping, token: TokenClaims): Mapped {
  const [subject] = valuesAt(token, mapping.subject);
  const preferred = mapping.language === undefined ? undefined : valuesAt(token, mapping.language).map(languageOf).find(Boolean);
  return {
    subject: subject && subject.length <= LONGEST_SUBJECT ? subject : undefined,
    sufficient: mapping.require.every((condition) => holds(condition, token, token)),
    kind: mapping.service.length > 0 && mapping.service.every((condition) => holds(condition, token, token)) ? 'service' : 'person',
    claims: together(mapping.roles.flatMap((rule) => claimsBy(rule, token))),
    ...(preferred && { language: preferred }),
  };
}

function claimsBy({ role, each, when, scope }: RoleRule, token: TokenClaims): Claim[] {
  const items = each === undefined ? [token] : at(token, each);
  return items.flatMap((item): Claim[] => {
    if (!when.every((condition) => holds(condition, item, token))) return [];
    if (scope === 'national' || 'organisations' in scope) return [{ role, scope }];
    const organisations = valuesAt(item, scope.claim).flatMap((code) => (scope.codes ? own(scope.codes, code) : [code]));
    return organisations.length === 0 ? [] : [{ role, scope: { organisations } }];
  });
}

/** One claim for each role, in the order of the rules, as wide as any of them. */
function together(claims: readonly Claim[]): Claim[] {
  const scopes = new Map<ClaimedRole, Scope>();
  for (const { role, scope } of claims) {
    const known = scopes.get(role);
    const wide = known === 'national' || scope === 'national';
    scopes.set(role, wide ? 'national' : { organisations: [...new Set([...(known?.organisations ?? []), ...scope.organisations])] });
  }
  return [...scopes].map(([role, scope]) => ({ role, scope }));
}

function holds(condition: Condition, item: unknown, token: TokenClaims): boolean {
  const accepted = 'values' in condition ? condition.values : valuesAt(token, condition.sameAs);
  return valuesAt(item, condition.claim).some((value) => accepted.includes(value));
}

function languageOf(tag: string): 'en' | 'cy' | undefined {
  const known = language.exec(tag)?.[1]?.toLowerCase();
  return known === 'en' || known === 'cy' ? known : undefined;
}

/** The texts, numbers and truth values at a path, as texts. */
function valuesAt(item: unknown, path: ClaimPath): string[] {
  return at(item, path).flatMap((value) =>
    typeof value === 'string' ? [value] : typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [],
  );
}

/** What stands at a path: a name as it is, dots and all, else name by name. Never what every object has; a list stands for its items. */
function at(item: unknown, path: ClaimPath): unknown[] {
  const whole = own(item, path);
  if (whole.length > 0) return whole;
  const dot = path.indexOf('.');
  return dot < 0 ? [] : own(item, path.slice(0, dot)).flatMap((within) => at(within, path.slice(dot + 1)));
}

function own<Value>(item: Readonly<Record<string, Value>>, name: string): Value[];
function own(item: unknown, name: string): unknown[];
function own(item: unknown, name: string): unknown[] {
  if (typeof item !== 'object' || item === null || Array.isArray(item) || !Object.hasOwn(item, name)) return [];
  const value = (item as Readonly<Record<string, unknown>>)[name];
  return Array.isArray(value) ? value : [value];
}
