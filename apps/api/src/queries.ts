/** What GraphiQL starts with, a tab each. */
export const queries: readonly string[] = [
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
