// PostGraphile on the tables of a page, in a process of its own. Plain JavaScript, because it runs on a Node of its own and its packages are
// there only once the bench has been installed.
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

const { DATABASE_URL: connectionString, PEER_SCHEMA: schema } = process.env;

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString, schemas: [schema], pubsub: false })],
  grafast: { explain: false },
  grafserv: { graphiql: false, websockets: false, watch: false },
});
const server = createServer();
server.on('error', (error) => {
  throw error;
});
await instance.createServ(grafserv).addTo(server);
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port, node: process.versions.node }));

const stop = () => {
  server.close();
  server.closeAllConnections();
  Promise.resolve(instance.release()).then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('disconnect', stop);
