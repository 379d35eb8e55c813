/** Which person an identity belongs to, as far as that has been recorded. */
export abstract class IdentityLinks {
  /** The id of the person whose identity this is; undefined when it is linked to nobody. Asked at every request of a person. */
  abstract personOf(issuer: string, subject: string): Promise<string | undefined>;
}

/** Where no identity is linked to anybody. */
export class NoIdentityLinks extends IdentityLinks {
  personOf(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
