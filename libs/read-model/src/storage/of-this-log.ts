/**
 * Whether what stands at `position` with `hash` was made from the log at hand: one that was set back is another, however far it has come again. What an earlier release left
 * without a hash is taken as it is, up to the head. Null, as false, beyond the head.
 */
export const OF_THIS_LOG = 'coalesce(hash, es.hash_at(position)) = es.hash_at(position)';
