/** Ten cohorts with their enrolments and the leaders' names, as a page of a cohort list asks for them. */
export const PAGE = `query Page($after: String) {
  at {
    position
    cohorts(first: 10, after: $after) {
      nodes {
        id
        name
        startsOn
        endsOn
        capacity
        placesHeld
        enrolments(first: 24) {
          nodes {
            id
            status
            statusSince
            leader {
              id
              name {
                value
                state
              }
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
}
`;

export const COHORTS = 10;
export const ENROLMENTS = 24;

export interface Answer {
  readonly data: {
    readonly at: {
      readonly position: string;
      readonly cohorts: { readonly nodes: readonly { readonly enrolments: { readonly nodes: readonly unknown[] } }[] };
    };
  };
  readonly errors?: unknown;
  readonly extensions: { readonly cost: { readonly requested: number; readonly limit: number } };
}

/** A statement as the product sent it for the page. */
export interface Statement {
  readonly text: string;
  readonly name?: string;
  readonly values: readonly unknown[];
}
