/** Somebody whom an account is for, as a decision needs to know them. */
export type Person = { readonly status: 'none' | 'registered' | 'erased' } | { readonly status: 'merged'; readonly survivorId: string };
