import type { Bilingual, Language } from '@app/localisation';
import { languageOf } from '@app/localisation';
import type { FastifyInstance } from 'fastify';
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SCRIPT } from './graphiql-script.js';
import type { PageSignIn } from './sign-in.js';

const require = createRequire(import.meta.url);

// The files that the packages ship for browsers, served as they are: nothing is fetched from anywhere else.
const ASSETS: Readonly<Record<string, { readonly path: string; readonly type: string }>> = {
  'react.js': { path: fileOf('react', 'umd/react.production.min.js'), type: 'text/javascript; charset=utf-8' },
  'react-dom.js': { path: fileOf('react-dom', 'umd/react-dom.production.min.js'), type: 'text/javascript; charset=utf-8' },
  'graphiql.js': { path: fileOf('graphiql', 'graphiql.min.js'), type: 'text/javascript; charset=utf-8' },
  'graphiql.css': { path: fileOf('graphiql', 'graphiql.min.css'), type: 'text/css; charset=utf-8' },
};

// React and CodeMirror set styles on elements, hence the one concession.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const TEXTS = {
  signIn: { en: 'Sign in', cy: 'Mewngofnodi' },
  signOut: { en: 'Sign out', cy: 'Allgofnodi' },
  signedInAs: { en: 'Signed in as', cy: 'Wedi mewngofnodi fel' },
  nobody: { en: 'Nobody is signed in.', cy: 'Nid oes neb wedi mewngofnodi.' },
  failed: { en: 'Nobody was signed in:', cy: 'Ni fewngofnodwyd neb:' },
  stale: { en: 'this was not begun here. Sign in again.', cy: 'ni ddechreuwyd hyn yma. Mewngofnodwch eto.' },
  unreachable: {
    en: 'the identity provider did not answer. Sign in again in a while.',
    cy: 'ni atebodd y darparwr hunaniaeth. Mewngofnodwch eto ymhen ychydig.',
  },
} as const satisfies Record<string, Bilingual>;

export interface GraphiqlOptions {
  /** How somebody signs in from the page; undefined where they bring a token of their own. */
  readonly signIn: () => PageSignIn | undefined;
  /** Queries to start with, a tab each. */
  readonly queries: readonly string[];
}

/** Serves GraphiQL at `/graphiql`, from the installed packages. No token stands in the page: another site may point its own name at this machine. */
export function graphiql(server: FastifyInstance, { signIn, queries }: GraphiqlOptions): void {
  server.get('/graphiql', (request, reply) => {
    const language = languageOf(request.headers['accept-language']);
    const page = signIn();
    const texts = Object.fromEntries(Object.entries(TEXTS).map(([name, text]) => [name, text[language]]));
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', policyFor(page))
      .header('vary', 'accept-language')
      .send(pageWith(JSON.stringify({ queries, signIn: page, texts }), language));
  });

  server.get('/graphiql/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(SCRIPT));

  server.get<{ Params: { readonly asset: string } }>('/graphiql/assets/:asset', (request, reply) => {
    const asset = Object.hasOwn(ASSETS, request.params.asset) ? ASSETS[request.params.asset] : undefined;
    if (!asset) return reply.code(404).send();
    return reply.type(asset.type).header('cache-control', 'public, max-age=3600').send(createReadStream(asset.path));
  });
}

function fileOf(packageName: string, file: string): string {
  return join(dirname(require.resolve(`${packageName}/package.json`)), file);
}

// Beside this server, only where a code is traded for a token is asked.
function policyFor(signIn: PageSignIn | undefined): string {
  const elsewhere = signIn && URL.canParse(signIn.token) ? ` ${new URL(signIn.token).origin}` : '';
  return `${POLICY}; connect-src 'self'${elsewhere}`;
}

function pageWith(start: string, language: Language): string {
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
<body style="margin: 0; display: flex; flex-direction: column; height: 100vh">
<header id="session" lang="${language}" style="display: none; gap: 1rem; justify-content: flex-end; padding: .5rem; font: 1rem system-ui">
<span role="status"></span><button type="button"></button>
</header>
<div id="graphiql" style="flex: 1; min-height: 0" data-start="${escaped}">Loading GraphiQL…</div>
<script src="/graphiql/assets/react.js"></script>
<script src="/graphiql/assets/react-dom.js"></script>
<script src="/graphiql/assets/graphiql.js"></script>
<script type="module" src="/graphiql/start.js"></script>
</body>
</html>
`;
}
