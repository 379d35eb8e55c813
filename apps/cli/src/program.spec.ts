import type { Command } from 'commander';
import { createProgram } from './program.js';

/** A command with all below it, each by its whole name. */
function everyCommand(command: Command, above = ''): (readonly [name: string, command: Command])[] {
  const name = `${above} ${command.name()}`.trim();
  return [[name, command], ...command.commands.flatMap((one) => everyCommand(one, name))];
}

describe('the operator’s tool', () => {
  it.each(everyCommand(createProgram()))('explains %s', (_name, command) => {
    let said = '';
    command.configureOutput({ writeOut: (text) => (said += text) }).outputHelp();
    expect(said).toContain(command.description().split(' ')[0]);
    expect(said).toContain('--help');
  });
});
