import type { Bilingual, Language } from '@app/localisation';
import type { FastifyInstance } from 'fastify';

const LANGUAGES = ['en', 'cy'] as const satisfies readonly Language[];

const TITLE: Bilingual = { en: 'Compassionate leadership tracker', cy: 'Traciwr arweinyddiaeth dosturiol' };
const ABOUT: Bilingual = {
  en: 'This service keeps what is recorded about the development of leaders in health and social care, and answers for any past moment. It is asked by GraphQL; there are no pages yet.',
  cy: 'Mae’r gwasanaeth hwn yn cadw’r hyn a gofnodir am ddatblygiad arweinwyr ym maes iechyd a gofal cymdeithasol, ac yn ateb am unrhyw foment a fu. Drwy GraphQL y gofynnir iddo; nid oes tudalennau eto.',
};
/** Where to go from here; what has no address here is said alone. */
const PLACES: readonly (Bilingual & { readonly at?: string })[] = [
  { at: '/graphiql', en: 'GraphiQL: ask, and read what can be asked', cy: 'GraphiQL: gofyn, a darllen yr hyn y gellir ei ofyn' },
  { at: '/graphql', en: 'GraphQL: the address for programs, by POST', cy: 'GraphQL: y cyfeiriad ar gyfer rhaglenni, drwy POST' },
  { at: '/health/ready', en: 'Health: whether the service can answer, and why not', cy: 'Iechyd: a all y gwasanaeth ateb, a pham os na all' },
  {
    en: 'The guides are in the folder docs of the release: sign-in.md, access.md and refusals.md first.',
    cy: 'Mae’r canllawiau yn ffolder docs y fersiwn: sign-in.md, access.md a refusals.md yn gyntaf.',
  },
];

const placeIn = (language: Language, { at, ...text }: (typeof PLACES)[number]): string =>
  `<li>${at ? `<a href="${at}">${at}</a> ${text[language]}` : text[language]}</li>`;

const sectionIn = (language: Language): string => `<section lang="${language}">
<h1>${TITLE[language]}</h1>
<p>${ABOUT[language]}</p>
<ul>
${PLACES.map((place) => placeIn(language, place)).join('\n')}
</ul>
</section>`;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${TITLE.en} / ${TITLE.cy}</title>
<link rel="icon" href="data:,">
</head>
<body>
${LANGUAGES.map(sectionIn).join('\n')}
</body>
</html>
`;

/** Serves a page at `/` that says, in both languages, what this is and where to go: for whoever opens the address in a browser. */
export function welcome(server: FastifyInstance): void {
  server.get('/', (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .header('content-security-policy', "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
      .send(PAGE),
  );
}
