/** Who acts. `id` is an opaque identifier, never a name or an address. */
export interface Actor {
  readonly kind: 'person' | 'service' | 'system';
  /** Of their record, where their account is linked to one; else of the account. */
  readonly id: string;
  /** The account that a person signed in by, whatever it is linked to. Absent in what older releases recorded. */
  readonly account?: string;
  readonly role: string;
  /** The actor in whose name this one acts. */
  readonly onBehalfOf?: string;
  /** The id of the delegation by which it does. */
  readonly delegation?: string;
}

/** Whom what somebody asks for is counted as: their account, or a service; neither their record nor the one in whose name they act. */
export function accountOf({ id, account }: Actor): string {
  return account ?? id;
}

/** Every id by which it can be told who acted, and in whose name. */
export function idsOf({ id, account, onBehalfOf }: Actor): readonly string[] {
  return [id, account, onBehalfOf].filter((one) => one !== undefined);
}
