/** Somebody on record, as who signs in is recognised. */
export interface LinkedPerson {
  readonly id: string;
  /** The language that they have on record. */
  readonly language?: 'en' | 'cy';
}

/** Which person an identity belongs to, as far as that has been recorded. */
export abstract class IdentityLinks {
  /** The person whose identity this is; undefined when it is linked to nobody. Asked at every request of a person. */
  abstract personOf(issuer: string, subject: string): Promise<LinkedPerson | undefined>;
}

/** Where no identity is linked to anybody. */
export class NoIdentityLinks extends IdentityLinks {
  personOf(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
