/** What GraphiQL starts with, a tab each; the README shows their answers. */
export const queries: readonly string[] = [
  `# The catalogue: what a programme asks for, and where that is written.
{
  at {
    programmes(first: 1, code: "leading-for-the-future") {
      nodes {
        nameEn
        level
        attendanceMinutes
        reflectionMinutes
        cohorts(first: 2) {
          nodes {
            name
            capacity
            placesHeld
            waitingCount
          }
        }
        provenance {
          publisher
          source
        }
      }
    }
  }
}
`,
  `# A talent team's page: the latest cohorts, who is on them, and who sponsors them.
{
  at {
    cohorts(first: 2) {
      nodes {
        name
        programme {
          nameEn
        }
        placesFree
        enrolments(first: 3, status: [ACCEPTED, ENROLLED, IN_PROGRESS]) {
          nodes {
            status
            cpdHours
            leader {
              name {
                value
              }
            }
            organisation {
              nameEn
            }
          }
        }
      }
    }
  }
}
`,
  `# Two moments in one answer: the funnel as it stood on a day, and as it stands now.
{
  then: at(asOf: "2025-06-30") {
    ...funnel
  }
  now: at {
    ...funnel
  }
}

fragment funnel on Moment {
  asOf
  position
  funnel {
    applications
    applicants
    offered
    enrolled
    completed
  }
}
`,
];
