/** Who acts. `id` is an opaque identifier, never a name or an address. */
export interface Actor {
  readonly kind: 'person' | 'service' | 'system';
  readonly id: string;
  readonly role: string;
  /** The actor in whose name this one acts. */
  readonly onBehalfOf?: string;
  /** The id of the delegation by which it does. */
  readonly delegation?: string;
}
