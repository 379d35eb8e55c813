import type { CalendarDate, Instant } from '@app/kernel';
import type { Language } from '@app/localisation';
import type { HeldText, Holding, RecordedBy } from './holding.js';
import type { Person } from './person.js';
import { wordsIn } from './words.js';

/** What stands at the head of an answer. */
export interface Heading {
  readonly requestId: string;
  readonly receivedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly madeAt: Instant;
  readonly upTo: string;
  readonly language: Language;
  readonly person: Pick<Person, 'leaderId' | 'name' | 'erased'>;
}

/** Writes an answer part by part, so that it need never be in memory whole. Each holding comes in order: first those of now, then what was recorded. */
export interface Rendering {
  begin(heading: Heading): string;
  holding(holding: Holding): string;
  end(): string;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const STYLE = `
body { font: 100%/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1d1d1d; background: #fff; }
h1, h2, h3 { line-height: 1.2; } article { border-top: 1px solid #767676; padding: 0.5rem 0; break-inside: avoid; }
dl { display: grid; grid-template-columns: minmax(9rem, 1fr) 2fr; gap: 0.25rem 1rem; margin: 0; } dt { font-weight: 600; } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
p.by, dd.state { color: #4a4a4a; } @media print { body { margin: 0; max-width: none; font-size: 10pt; } a { color: inherit; } }`;

/** A page that reads by itself and on paper: no script, nothing fetched, every text marked with its language. */
export class HtmlRendering implements Rendering {
  #language: Language = 'en';
  #section: Holding['kind'] | undefined;

  begin({ requestId, receivedOn, dueOn, madeAt, upTo, language, person }: Heading): string {
    this.#language = language;
    const words = wordsIn(language);
    const facts: readonly (readonly [string, string])[] = [
      [words('about'), person.name ?? words(person.erased ? 'erasedName' : 'lockedName')],
      [words('request'), requestId],
      [words('receivedOn'), receivedOn],
      [words('dueOn'), dueOn],
      [words('made'), madeAt],
    ];
    const notes = [
      words('introduction'),
      ...(person.erased ? [words('erased')] : []),
      words('thirdParties'),
      words('upTo', { position: upTo }),
      words('rights'),
    ];
    return [
      '<!doctype html>',
      `<html lang="${language}">`,
      '<head>',
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      `<title>${escaped(words('title'))}</title>`,
      `<style>${STYLE}</style>`,
      '</head>',
      '<body>',
      '<main>',
      `<h1>${escaped(words('title'))}</h1>`,
      `<dl>${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`,
      ...notes.map((note) => `<p>${escaped(note)}</p>`),
      '',
    ].join('\n');
  }

  holding({ kind, label, recorded, fields }: Holding): string {
    const words = wordsIn(this.#language);
    const section = this.#begun(kind);
    const lines = fields.map(({ label: name, value }) => {
      const held =
        value.state === 'OPEN' ? `<dd${this.#lang(value.text)}>${escaped(value.text.value)}</dd>` : `<dd class="state">${escaped(words(value.state))}</dd>`;
      return `<dt${this.#lang(name)}>${escaped(name.value)}</dt>${held}`;
    });
    const by = recorded
      ? [
          `<p class="by">${escaped(`${words('recordedAt')}: ${recorded.recordedAt} · ${words('effectiveOn')}: ${recorded.effectiveOn} · ${words('by')}: `)}${this.#who(recorded.by)}`,
          ...(recorded.reason === undefined
            ? []
            : [` · ${escaped(words('reason'))}: <span${this.#lang(recorded.reason)}>${escaped(recorded.reason.value)}</span>`]),
          '</p>',
          ...(recorded.aboutYou ? [] : [`<p>${escaped(words('aboutOthers'))}</p>`]),
        ]
      : [];
    return `${section}<article>\n<h3${this.#lang(label)}>${escaped(label.value)}</h3>\n${by.join('')}\n<dl>${lines.join('')}</dl>\n</article>\n`;
  }

  end(): string {
    return `${this.#section ? '</section>\n' : `<p>${escaped(wordsIn(this.#language)('nothing'))}</p>\n`}</main>\n</body>\n</html>\n`;
  }

  #begun(kind: Holding['kind']): string {
    if (kind === this.#section) return '';
    const before = this.#section ? '</section>\n' : '';
    this.#section = kind;
    return `${before}<section>\n<h2>${escaped(wordsIn(this.#language)(kind === 'NOW' ? 'now' : 'recorded'))}</h2>\n`;
  }

  #who({ who, role }: RecordedBy): string {
    const name = escaped(wordsIn(this.#language)(who));
    return who === 'SERVICE' ? name : `${name} (<span${this.#lang(role)}>${escaped(role.value)}</span>)`;
  }

  /** Nothing where the text is in the page's own language, or in one that is not known. */
  #lang({ language = this.#language }: HeldText): string {
    return language === this.#language ? '' : ` lang="${language}"`;
  }
}

/** The same for programs: an object with everything in one list. */
export class JsonRendering implements Rendering {
  #first = true;

  begin({ person: { leaderId, name, erased }, ...heading }: Heading): string {
    const head = JSON.stringify({ format: 'tracker-subject-access/1', ...heading, person: { id: leaderId, name, erased } }, null, 1);
    return `${head.slice(0, head.lastIndexOf('}')).trimEnd()},\n "held": [`;
  }

  holding(holding: Holding): string {
    const comma = this.#first ? '' : ',';
    this.#first = false;
    return `${comma}\n${JSON.stringify(holding)}`;
  }

  end(): string {
    return '\n ]\n}\n';
  }
}
