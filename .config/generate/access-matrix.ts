import { ROLES, type Role, type Way } from '@app/identity';
import { access } from '@app/tracker';
import { table } from './markdown.js';

const INTRODUCTION = `# Access matrix

Generated from the rules of every feature (\`libs/*/src/rules.ts\`) by \`npm run generate\`. What the words mean, and how to add to it: [access.md](access.md).

A cell says by which relationship a role sees a group of fields, or may send a command. An empty cell permits nothing. Somebody's deputy sees and
does what is theirs in the roles that were delegated; what is theirs alone (\`self\`) only where it says so.`;

const title = (role: Role): string => role.replace('-', ' ');

function readOf(resource: string): string {
  const { groups, read, deputies = [] } = access.matrix.resource(resource);
  const seen = (role: Role, group: string): string => access.matrix.reachesOf[role].filter((reach) => read[role]?.[reach]?.includes(group)).join(', ');
  const rows = Object.entries(groups).map(([group, fields]) => [
    `**${group}** ${fields.map((field) => `\`${field}\``).join(' ')}`.trim(),
    ...ROLES.map((role) => seen(role, group)),
  ]);
  const own = access.matrix.reachesOf.leader.some((reach) => reach === 'self' && (read.leader?.[reach] ?? []).length > 0);
  const delegated = own ? `\n\nOf what is somebody’s own, a deputy sees: ${deputies.length > 0 ? deputies.join(', ') : 'nothing'}.` : '';
  return `### ${resource}\n\n${table(['fields', ...ROLES.map(title)], rows)}${delegated}`;
}

function wayOf(way: Way): string {
  if (typeof way === 'string') return way;
  return Object.entries(way)
    .map(([field, reaches]) => `\`${field}\`: ${[reaches].flat().join(' or ')}`)
    .join(' and ');
}

/** The whole matrix, as a page. */
export function accessMatrix(): string {
  const resources = [...access.matrix.resources.keys()].sort();
  const commands = [...access.matrix.commands.keys()].sort();
  const permitted = commands.map((command) => [
    `\`${command}\``,
    ...ROLES.map((role) => access.matrix.ways(command, role).map(wayOf).join('; ')),
    access.matrix.command(command).deputies ? 'yes' : '',
  ]);
  const heading = '## Who may do what';
  return `${[INTRODUCTION, '## Who may see what', ...resources.map(readOf), heading, table(['command', ...ROLES.map(title), 'of one’s own, by a deputy'], permitted)].join('\n\n')}\n`;
}
