/** Ten cohorts with their enrolments and the leaders' names, as a page of a cohort list asks for them. */
export const PAGE = `query Page($after: String, $asOf: Date, $knownAt: DateTime) {
  at(asOf: $asOf, knownAt: $knownAt) {
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

export interface Enrolment {
  readonly id: string;
  readonly status: string;
  readonly statusSince: string;
  readonly leader: { readonly id: string; readonly name: { readonly value: string | null; readonly state: string } } | null;
}

export interface Cohort {
  readonly id: string;
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly capacity: number;
  readonly placesHeld: number;
  readonly enrolments: Listed<Enrolment>;
}

export interface Listed<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean };
}

export interface Answer {
  readonly data: { readonly at: { readonly position: string; readonly cohorts: Listed<Cohort> } };
  readonly errors?: unknown;
  readonly extensions: { readonly cost: { readonly requested: number; readonly limit: number } };
}

/** Which page: the moment it is of, now where nothing is said, and the cursor that it follows. */
export interface Variables {
  readonly after?: string | undefined;
  readonly asOf?: string;
  readonly knownAt?: string;
}

/** How the outside knows a thing. */
export const nodeId = (type: string, id: string): string => Buffer.from(`${type}:${id}`, 'latin1').toString('base64url');

export const enrolmentsOn = ({ data }: Answer): number => data.at.cohorts.nodes.reduce((sum, { enrolments }) => sum + enrolments.nodes.length, 0);

/** A statement as the product sent it for the page. */
export interface Statement {
  readonly text: string;
  readonly name?: string;
  readonly values: readonly unknown[];
}
