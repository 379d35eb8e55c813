import type { Language } from '@app/localisation';
import { languageOf } from '@app/localisation';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { IncomingMessage } from 'node:http';
import type Provider from 'oidc-provider';
import { choicePage, failurePage, type Page } from './pages.js';
import { createProvider, PATH, type ProviderOptions } from './provider.js';
import { sampleAccounts } from './sample-accounts.js';

/** Names by which this machine calls itself. Another site can point a name of its own at it, and must not act through it. */
const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
/** As a client names them: `URL` alone would take a port that is none for one, or a name before an at sign. */
const HOST = /^(?:[a-z\d.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
const LOOPBACK_ADDRESSES = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** An issuer is its address, so each name and port that this machine is called by has its own. */
const MOST_ADDRESSES = 8;
const MOST_BYTES = 1_024;

/** Serves the provider below `/oidc`, to whoever asks on this machine and calls it by a name of its own. */
export function serveProvider(server: FastifyInstance, options: Omit<ProviderOptions, 'host' | 'languageOf'>): void {
  const providers = new LRUCache<string, Promise<Provider>>({ max: MOST_ADDRESSES });
  const providerAt = (host: string): Promise<Provider> => {
    const made = providers.get(host) ?? createProvider({ ...options, host, languageOf });
    providers.set(host, made);
    return made;
  };

  const stayHome = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { host, hostname, socket } = request;
    if (!HOST.test(host) || !URL.canParse(`http://${host}`)) return shown(reply.code(400), failurePage(language(request), 'elsewhere'));
    const isHere = LOOPBACK_NAMES.has(hostname) && LOOPBACK_ADDRESSES.has(socket.localAddress ?? '');
    return isHere ? undefined : shown(reply.code(403), failurePage(language(request), 'elsewhere'));
  };

  // The provider would let pages of any origin read what it publishes. It signs in this server's own alone.
  const forOwnPages = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { host, headers } = request;
    const isOwn = headers.origin === undefined || headers.origin === `http://${host}`;
    return isOwn ? undefined : shown(reply.code(403), failurePage(language(request), 'elsewhere'));
  };

  void server.register((routes, _options, done) => {
    routes.addHook('onRequest', stayHome);
    routes.addHook('onRequest', forOwnPages);
    routes.removeAllContentTypeParsers();
    // The provider reads bodies itself.
    routes.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    routes.all(`${PATH}/*`, async (request, reply) => {
      const provider = await providerAt(request.host);
      reply.hijack();
      const raw: IncomingMessage & { originalUrl?: string } = request.raw;
      raw.originalUrl = raw.url ?? '';
      raw.url = raw.originalUrl.slice(PATH.length);
      await provider.callback()(raw, reply.raw);
    });
    done();
  });

  void server.register((routes, _options, done) => {
    routes.addHook('onRequest', stayHome);
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: MOST_BYTES }, (_request, body, parsed) =>
      parsed(null, new URLSearchParams(String(body))),
    );
    routes.get(`${PATH}/interaction/:uid`, async (request, reply) => {
      const provider = await providerAt(request.host);
      const isOpen = await provider.interactionDetails(request.raw, reply.raw).then(
        () => true,
        () => false,
      );
      return isOpen ? shown(reply, choicePage(language(request))) : shown(reply.code(400), failurePage(language(request), 'gone'));
    });
    routes.post(`${PATH}/interaction/:uid`, async (request, reply) => {
      const provider = await providerAt(request.host);
      const subject = request.body instanceof URLSearchParams ? request.body.get('account') : null;
      const account = sampleAccounts.find((one) => one.subject === subject);
      const result = account ? { login: { accountId: account.subject, remember: false } } : { error: 'access_denied', error_description: 'nobody was chosen' };
      const returnTo = await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: false }).catch(() => undefined);
      return returnTo === undefined ? shown(reply.code(400), failurePage(language(request), 'gone')) : reply.code(303).header('location', returnTo).send();
    });
    done();
  });
}

function shown(reply: FastifyReply, { html, headers }: Page): FastifyReply {
  return reply.headers({ ...headers }).send(html);
}

/** Chosen on the page, else that of the browser. */
function language({ query, headers }: FastifyRequest): Language {
  const { lang } = query as { readonly lang?: unknown };
  return lang === 'cy' || lang === 'en' ? lang : languageOf(headers['accept-language']);
}
