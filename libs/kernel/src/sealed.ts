/** Whose key seals a value, and which of that person's keys. Destroying a key unseals nothing ever again. */
export interface SealedUnder {
  /** The person's id. */
  readonly subject: string;
  readonly purpose: string;
}

/** A personal value that a decision records; sealed before anything stores it. */
export interface ToSeal<T> {
  readonly toSeal: SealedUnder;
  readonly value: T;
}

/** A personal value as it is stored: AES-256-GCM under one data key, bound to the field it was written in. */
export interface SealedValue<T> {
  /** Format; the cipher follows from it. */
  readonly sealed: 'v1';
  /** Id of the data key. */
  readonly key: string;
  /** `stream/eventId/field.path`: the additional data, without which the value does not open. */
  readonly bound: string;
  /** Nonce (12 bytes), ciphertext and tag (16 bytes), base64. */
  readonly box: string;
  /** Never present: carries the type. */
  readonly holds?: T;
}

/** A personal value in an event: to be sealed when decided, sealed ever after. Folds carry it and never look inside. */
export type Sealed<T> = ToSeal<T> | SealedValue<T>;

/** Marks a value to be sealed under a person's key. */
export function seal<T>(under: SealedUnder, value: T): ToSeal<T> {
  return { toSeal: under, value };
}
