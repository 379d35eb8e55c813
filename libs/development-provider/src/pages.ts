import { createHash } from 'node:crypto';
import type { Bilingual, Language } from '@app/localisation';
import { say } from '@app/localisation';
import { sampleAccounts } from './sample-accounts.js';

/** A page and the policy that it is shown under. */
export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

const texts = {
  choose: { en: 'Sign in as a sample account', cy: 'Mewngofnodi fel cyfrif enghreifftiol' },
  why: {
    en: 'This is a development installation. None of these is a real person, and none needs a password.',
    cy: 'Gosodiad datblygu yw hwn. Nid oes yr un o’r rhain yn berson go iawn, ac nid oes angen cyfrinair ar yr un ohonynt.',
  },
  accounts: { en: 'Sample accounts', cy: 'Cyfrifon enghreifftiol' },
  cancel: { en: 'Cancel', cy: 'Canslo' },
  failed: { en: 'Nobody was signed in', cy: 'Ni fewngofnodwyd neb' },
  gone: {
    en: 'This sign-in has expired, or was begun in another browser. Go back to where you came from and sign in again.',
    cy: 'Mae’r mewngofnodi hwn wedi dod i ben, neu fe’i dechreuwyd mewn porwr arall. Ewch yn ôl i’r lle y daethoch ohono a mewngofnodwch eto.',
  },
  elsewhere: {
    en: 'Sample accounts are for this machine alone. Open this page as http://localhost on the machine that runs the service.',
    cy: 'Ar gyfer y peiriant hwn yn unig y mae cyfrifon enghreifftiol. Agorwch y dudalen hon fel http://localhost ar y peiriant sy’n rhedeg y gwasanaeth.',
  },
  refused: { en: 'The request to sign in cannot be answered: {reason}.', cy: 'Ni ellir ateb y cais i fewngofnodi: {reason}.' },
} as const satisfies Record<string, Bilingual>;

const STYLE =
  'body{font:1.125rem/1.5 system-ui,sans-serif;margin:0;color:#212b32;background:#f0f4f5}main{max-width:40rem;margin:0 auto;padding:1.5rem}nav{text-align:right}' +
  'ul{list-style:none;margin:0;padding:0}li{margin:0 0 .75rem}button{font:inherit;width:100%;text-align:left;padding:.75rem 1rem;background:#fff;color:inherit;' +
  'border:2px solid #425563;border-radius:.25rem;cursor:pointer}button:hover{background:#e8edee}:focus-visible{outline:4px solid #ffb81c;outline-offset:2px}b,span{display:block}' +
  '.cancel{width:auto;text-align:center}';
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
const other: Readonly<Record<Language, { readonly language: Language; readonly name: string }>> = {
  en: { language: 'cy', name: 'Cymraeg' },
  cy: { language: 'en', name: 'English' },
};

/** Where somebody chooses whom to sign in as. Its form answers with the field `account`, empty to sign in as nobody. */
export function choicePage(language: Language): Page {
  const accounts = sampleAccounts.map(
    ({ subject, title, about }) =>
      `<li><button name="account" value="${escaped(subject)}"><b>${escaped(title[language])}</b><span>${escaped(about[language])}</span></button></li>`,
  );
  const { language: otherLanguage, name } = other[language];
  return page(
    language,
    texts.choose,
    `<nav><a href="?lang=${otherLanguage}" lang="${otherLanguage}" hreflang="${otherLanguage}">${name}</a></nav>
<h1>${escaped(texts.choose[language])}</h1>
<p>${escaped(texts.why[language])}</p>
<form method="post">
<ul aria-label="${escaped(texts.accounts[language])}">
${accounts.join('\n')}
</ul>
<button class="cancel" name="account" value="">${escaped(texts.cancel[language])}</button>
</form>`,
  );
}

/** Why somebody is not signed in. */
export function failurePage(language: Language, why: 'gone' | 'elsewhere' | { readonly reason: string }): Page {
  const text = typeof why === 'string' ? texts[why][language] : say(texts.refused, why, language);
  return page(language, texts.failed, `<h1>${escaped(texts.failed[language])}</h1>\n<p>${escaped(text)}</p>`);
}

function page(language: Language, title: Bilingual, main: string): Page {
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    html: `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title[language])}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
