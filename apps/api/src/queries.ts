/** What GraphiQL starts with, a tab each. Every one answers something for everybody who has a role; the README shows three of them with their answers. */
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
  `# What happened to an enrolment that you may see, step by step, and who recorded it.
query Timeline {
  at {
    position
    enrolments(first: 1) {
      nodes {
        status
        cpdHours
        timeline(first: 100) {
          totalCount
          nodes {
            label {
              value
            }
            role
            effectiveOn
            recordedAt
            minutes
            session {
              title
            }
          }
        }
      }
    }
  }
}
`,
  `# Figures about everybody: masked and rounded, as they were last published. For those who plan by figures; for others there are none.
query Figures {
  at {
    position
    figures {
      publishedOn
      masked
      funnel(characteristic: "sex") {
        applied {
          count
        }
        completed {
          count
        }
        categories {
          text {
            value
          }
          applied {
            count
            masked
          }
        }
      }
    }
  }
}
`,
  `# Who is asking, in which roles, and what is theirs.
query Viewer {
  viewer {
    id
    roles
    leader {
      name {
        value
      }
      assignments(first: 5) {
        nodes {
          organisation {
            nameEn
          }
        }
      }
      enrolments(first: 5) {
        nodes {
          status
          programme {
            nameEn
          }
        }
      }
    }
  }
}
`,
  `# What waits for you, first what is due first: what there is to do, about what, and by which mutation.
query Tasks {
  viewer {
    tasks(first: 20) {
      nodes {
        title {
          value
        }
        kind
        urgency
        since
        due
        mutations
        thing {
          __typename
          id
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
    fragments
    fields
    repeats
    pageSize
    bodyBytes
  }
}
`,
];
