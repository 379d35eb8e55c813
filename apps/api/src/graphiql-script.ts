/** What GraphiQL's page does in the browser. A token is kept for the tab alone, and sent to this server alone. */
export const SCRIPT = `const root = document.getElementById('graphiql');
const { queries, signIn, texts } = JSON.parse(root.dataset.start);
const HERE = location.origin + '/graphiql';
const SIGNED_IN = 'tracker.signed-in';
const SIGNING_IN = 'tracker.signing-in';

function kept(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? undefined;
  } catch {
    return undefined;
  }
}

function session() {
  const known = kept(SIGNED_IN);
  return known && known.until > Date.now() ? known : undefined;
}

const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

async function begin() {
  const [state, verifier] = [random(), random()];
  const challenge = base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
  sessionStorage.setItem(SIGNING_IN, JSON.stringify({ state, verifier }));
  const { authorization, clientId, scope, prompt } = signIn;
  const address = new URL(authorization, location.origin);
  const asked = { response_type: 'code', client_id: clientId, redirect_uri: HERE, scope, state, code_challenge: challenge, code_challenge_method: 'S256' };
  for (const [name, value] of Object.entries(prompt ? { ...asked, prompt } : asked)) address.searchParams.set(name, value);
  location.assign(address);
}

/** Back from signing in: trades the code for a token. Returns what went wrong, if anything did. */
async function complete() {
  const answer = new URLSearchParams(location.search);
  if (!signIn || !answer.has('state')) return undefined;
  const begun = kept(SIGNING_IN);
  sessionStorage.removeItem(SIGNING_IN);
  history.replaceState(null, '', '/graphiql');
  if (!begun || begun.state !== answer.get('state')) return texts.stale;
  if (!answer.has('code')) return answer.get('error_description') ?? answer.get('error') ?? texts.stale;
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: answer.get('code'),
    redirect_uri: HERE,
    client_id: signIn.clientId,
    code_verifier: begun.verifier,
  });
  const response = await fetch(signIn.token, { method: 'POST', body }).catch(() => undefined);
  const granted = response && (await response.json().catch(() => undefined));
  if (!response?.ok || !granted?.access_token) return granted?.error_description ?? texts.unreachable;
  const until = Date.now() + (granted.expires_in ?? 3600) * 1000;
  sessionStorage.setItem(SIGNED_IN, JSON.stringify({ token: granted.access_token, name: nameIn(granted.access_token), until }));
  return undefined;
}

function nameIn(token) {
  try {
    const payload = atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
    const { name, preferred_username: username, sub } = JSON.parse(new TextDecoder().decode(Uint8Array.from(payload, (each) => each.charCodeAt(0))));
    return name ?? username ?? sub;
  } catch {
    return undefined;
  }
}

function end() {
  sessionStorage.removeItem(SIGNED_IN);
  if (!signIn.endSession) return location.assign('/graphiql');
  const address = new URL(signIn.endSession);
  address.searchParams.set('client_id', signIn.clientId);
  address.searchParams.set('post_logout_redirect_uri', HERE);
  location.assign(address);
}

function bar(failure) {
  const [status, button] = document.querySelectorAll('#session > *');
  const known = session();
  status.textContent = known ? texts.signedInAs + ' ' + (known.name ?? '') : failure ? texts.failed + ' ' + failure : texts.nobody;
  button.textContent = known ? texts.signOut : texts.signIn;
  button.addEventListener('click', () => (known ? end() : begin()));
  document.getElementById('session').style.display = 'flex';
}

// What is typed into the headers editor comes first.
function ask(url, options) {
  const headers = new Headers(options.headers);
  const known = session();
  if (known && !headers.has('authorization')) headers.set('authorization', 'Bearer ' + known.token);
  return fetch(url, { ...options, headers });
}

const failure = await complete();
if (signIn) bar(failure);
const element = React.createElement(GraphiQL, {
  fetcher: GraphiQL.createFetcher({ url: '/graphql', fetch: ask }),
  defaultTabs: queries.map((query) => ({ query })),
  defaultQuery: queries[0],
  defaultEditorToolsVisibility: signIn ? true : 'headers',
});
ReactDOM.createRoot(root).render(element);
`;
