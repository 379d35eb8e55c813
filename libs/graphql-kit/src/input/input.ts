import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { Args } from '@nestjs/graphql';
import type { ClassConstructor } from 'class-transformer';
import { plainToInstance } from 'class-transformer';
import type { ValidationError } from 'class-validator';
import { validateSync } from 'class-validator';
import { type Fault, InputInvalid } from './input-invalid.js';
import type { Problem } from './texts.js';
import { texts } from './texts.js';

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([name, inner]) => [name, withoutNulls(inner)]),
  );
}

function faultsIn(errors: readonly ValidationError[], path = ''): Fault[] {
  return errors.flatMap(({ property, children = [], constraints = {}, contexts = {} }) => {
    const field = `${path}${property}`;
    if (children.length > 0) return faultsIn(children, `${field}.`);
    return Object.entries(constraints)
      .slice(0, 1)
      .map(([name, message]) => ({ field, problem: (contexts[name] as Problem | undefined) ?? { text: texts.other, details: { problem: message } } }));
  });
}

/**
 * An input as an instance of its class, its ids as UUIDs, its texts clean, its nulls left out.
 * @throws InputInvalid naming every field at fault (`items.3.name` within lists)
 */
export function validInput<T extends object>(type: ClassConstructor<T>, value: unknown): T {
  const instance = plainToInstance(type, withoutNulls(value));
  const [first, ...others] = faultsIn(validateSync(instance, { stopAtFirstError: true, forbidUnknownValues: false }));
  if (first) throw new InputInvalid([first, ...others]);
  return instance;
}

const pipe: PipeTransform = {
  transform: (value: unknown, { metatype }: ArgumentMetadata) => validInput(metatype as ClassConstructor<object>, value ?? {}),
};

/** A mutation's one argument, `input`, checked before the resolver runs. A fault is answered as a `Refusal`, never in `errors`. */
export function Input(): ParameterDecorator {
  return Args('input', { description: 'What to record.' }, pipe);
}

/** A query's arguments, as an `@ArgsType()` class whose fields are declared as an input's are; checked before the resolver runs. */
export function Arguments(): ParameterDecorator {
  return Args(pipe);
}
