import { createHash, randomBytes } from 'node:crypto';

/** As much of a browser as signing in takes: it keeps cookies, and follows no redirect unasked. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  constructor(
    readonly url: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.#fetch(path, { headers });
  }

  async post(path: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.#fetch(path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: this.url, ...headers } });
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, this.url), {
      ...init,
      redirect: 'manual',
      headers: { ...this.headers, ...(cookie && { cookie }), ...(init.headers as Record<string, string>) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}

export function locationOf(response: Response): string {
  return response.headers.get('location') ?? '';
}

/** What GraphiQL's page asks for when somebody signs in. */
export function codeRequest(url: string): { readonly path: string; readonly verifier: string; readonly state: string } {
  const [verifier, state] = [randomBytes(32).toString('base64url'), randomBytes(16).toString('base64url')];
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: 'graphiql',
    redirect_uri: `${url}/graphiql`,
    scope: 'openid',
    state,
    prompt: 'login',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return { path: `/oidc/auth?${asked.toString()}`, verifier, state };
}
