import type { DeclaredEvent } from './declared-events.js';
import type { Field, Shape } from './shape.js';

const INTRODUCTION = `# Event catalogue

Generated from \`libs/*/src/domain/*.events.ts\` by \`npm run generate\`.

Every event also carries its envelope: id, stream, revision, position, schema version, when it was recorded (\`recordedAt\`), the
day on which the fact holds (\`effectiveOn\`), who recorded it and in whose name, under which command, and why (\`reasonCode\`).
A sealed value is personal: it is stored encrypted under a key of the person it is about, and reads as erased once that key is destroyed.
A name that ends in \`?\` may be absent.`;

const KINDS = { text: 'text', number: 'number', truth: 'true or false', date: 'date', instant: 'moment' };

function inWords(shape: Shape): string {
  switch (shape.kind) {
    case 'one of':
      return shape.values.map((value) => `\`${value}\``).join(', ');
    case 'sealed':
      return `sealed ${inWords(shape.of)}`;
    case 'list':
      return `list of ${inWords(shape.of)}`;
    case 'map':
      return `${inWords(shape.of)} by key`;
    case 'either':
      return shape.variants.map(inWords).join(' or ');
    case 'object':
      return shape.fields.map(({ name, optional, shape: of }) => `${name}${optional ? '?' : ''}: ${inWords(of)}`).join('; ');
    case 'text':
    case 'number':
    case 'truth':
    case 'date':
    case 'instant':
      return KINDS[shape.kind];
  }
}

/** One row per value: what lies within an object has its path for a name. */
function rowsOf(fields: readonly Field[], within = ''): string[] {
  return fields.flatMap((field) => {
    const name = `${within}${field.name}${field.optional ? '?' : ''}`;
    if (field.shape.kind === 'object') return rowsOf(field.shape.fields, `${name}.`);
    const holds = field.shape.kind === 'text' && field.name.endsWith('Id') ? 'id' : inWords(field.shape);
    return `| \`${name}\` | ${holds} | ${oneLine(field.documentation)} |`;
  });
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');

function sectionOf(event: DeclaredEvent): string {
  const rows = ['| field | holds | meaning |', '| --- | --- | --- |', ...rowsOf(event.fields)];
  return [`### ${event.type}`, `Version ${event.version}.${event.documentation && ` ${oneLine(event.documentation)}`}`, rows.join('\n')].join('\n\n');
}

/** The catalogue of everything that is stored, as Markdown. */
export function eventCatalogue(events: readonly DeclaredEvent[]): string {
  const features = [...new Set(events.map(({ feature }) => feature))];
  const chapters = features.map((feature) => [`## ${feature}`, ...events.filter((event) => event.feature === feature).map(sectionOf)].join('\n\n'));
  return `${[INTRODUCTION, ...chapters].join('\n\n')}\n`;
}
