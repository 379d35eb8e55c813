/** What GraphiQL starts with, a tab each; the README shows the first three with their answers. */
export const queries: readonly string[] = [
  `# A programme and what it asks for.
query Programmes {
  at {
    programmes(first: 1, code: "leading-for-the-future") {
      nodes {
        nameEn
        level
        attendanceMinutes
        reflectionMinutes
      }
    }
  }
}
`,
  `# The cohorts that start last, as things stood then and as they stand now.
query TwoMoments($then: Date = "2025-06-30") {
  then: at(asOf: $then) {
    ...Fill
  }
  now: at {
    ...Fill
  }
}

fragment Fill on Moment {
  cohorts(first: 2) {
    nodes {
      name
      placesHeld
      placesFree
    }
  }
}
`,
  `# Cohorts with their fill, who is on them and who sponsors them.
query Cohorts {
  at {
    position
    cohorts(first: 5) {
      nodes {
        name
        capacity
        placesFree
        waitingCount
        enrolments(first: 5) {
          nodes {
            status
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
  `# What happened to one enrolment, step by step, and who recorded it.
query Timeline {
  at {
    enrolments(first: 1, status: [COMPLETED]) {
      nodes {
        status
        cpdHours
        timeline {
          type
          role
          effectiveOn
          recordedAt
        }
      }
    }
  }
}
`,
  `# What can be read now, and how much one request may ask for.
query Now {
  at {
    asOf
    position
    recordedAt
    lag
  }
  limits {
    depth
    cost
    aliases
    pageSize
    bodyBytes
  }
}
`,
];
