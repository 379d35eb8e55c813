import type { System } from '../../support/system.js';

/** The way from a client to the API, with what went over it. */
export interface Way {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requests: number;
  readonly fetch: typeof fetch;
}

export async function wayTo(system: System): Promise<Way> {
  let requests = 0;
  return {
    url: `${await system.api.getUrl()}/graphql`,
    headers: { authorization: `Bearer ${system.token}` },
    get requests() {
      return requests;
    },
    fetch: (...request) => {
      requests += 1;
      return fetch(...request);
    },
  };
}
