import type { FastifyInstance } from 'fastify';
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

// The files that the packages ship for browsers, served as they are: nothing is fetched from anywhere else.
const ASSETS: Readonly<Record<string, { readonly path: string; readonly type: string }>> = {
  'react.js': { path: fileOf('react', 'umd/react.production.min.js'), type: 'text/javascript; charset=utf-8' },
  'react-dom.js': { path: fileOf('react-dom', 'umd/react-dom.production.min.js'), type: 'text/javascript; charset=utf-8' },
  'graphiql.js': { path: fileOf('graphiql', 'graphiql.min.js'), type: 'text/javascript; charset=utf-8' },
  'graphiql.css': { path: fileOf('graphiql', 'graphiql.min.css'), type: 'text/css; charset=utf-8' },
};

// React and CodeMirror set styles on elements, hence the one concession.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const START = `const { headers, queries } = JSON.parse(document.getElementById('graphiql').dataset.start);
const element = React.createElement(GraphiQL, {
  // The schema is asked for before there is a headers editor; what is typed there replaces these.
  fetcher: GraphiQL.createFetcher({ url: '/graphql', headers: headers ? JSON.parse(headers) : {} }),
  defaultTabs: queries.map((query) => ({ query, headers })),
  defaultQuery: queries[0],
  defaultHeaders: headers,
  defaultEditorToolsVisibility: headers ? 'headers' : true,
});
ReactDOM.createRoot(document.getElementById('graphiql')).render(element);
`;

export interface GraphiqlOptions {
  /** A token to fill in, in development alone. It is given only to who asks this machine by a name of its own. */
  readonly developmentToken?: string | undefined;
  /** Queries to start with, a tab each. */
  readonly queries: readonly string[];
}

/** Serves GraphiQL at `/graphiql`, from the installed packages. */
export function graphiql(server: FastifyInstance, { developmentToken, queries }: GraphiqlOptions): void {
  server.get('/graphiql', (request, reply) => {
    // Another site can point its own name at this machine; it must not read the token so.
    const isLocal = LOOPBACK.has(request.hostname);
    const headers = developmentToken === undefined || !isLocal ? '' : JSON.stringify({ Authorization: `Bearer ${developmentToken}` }, null, 2);
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', POLICY)
      .header('referrer-policy', 'no-referrer')
      .header('x-content-type-options', 'nosniff')
      .send(pageWith(JSON.stringify({ headers, queries })));
  });

  server.get('/graphiql/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').header('x-content-type-options', 'nosniff').send(START));

  server.get<{ Params: { readonly asset: string } }>('/graphiql/assets/:asset', (request, reply) => {
    const asset = Object.hasOwn(ASSETS, request.params.asset) ? ASSETS[request.params.asset] : undefined;
    if (!asset) return reply.code(404).send();
    return reply
      .type(asset.type)
      .header('cache-control', 'public, max-age=3600')
      .header('x-content-type-options', 'nosniff')
      .send(createReadStream(asset.path));
  });
}

function fileOf(packageName: string, file: string): string {
  return join(dirname(require.resolve(`${packageName}/package.json`)), file);
}

function pageWith(start: string): string {
  const escaped = start.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/graphiql/assets/graphiql.css">
</head>
<body style="margin: 0">
<div id="graphiql" style="height: 100vh" data-start="${escaped}">Loading GraphiQL…</div>
<script src="/graphiql/assets/react.js"></script>
<script src="/graphiql/assets/react-dom.js"></script>
<script src="/graphiql/assets/graphiql.js"></script>
<script src="/graphiql/start.js"></script>
</body>
</html>
`;
}
