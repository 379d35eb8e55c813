import type pg from 'pg';

/** A transaction that PostgreSQL rolled back when it was told to commit: something within it had failed, and nobody noticed. */
export class NotCommitted extends Error {
  constructor(command: string) {
    super(`the transaction was not committed: the server answered ${command}`);
    this.name = 'NotCommitted';
  }
}

/**
 * Ends a transaction, and sees that it took effect: COMMIT of one that has failed is no error to PostgreSQL, which answers ROLLBACK.
 * @throws NotCommitted
 */
export async function commit(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new NotCommitted(command);
}
