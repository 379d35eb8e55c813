import { Refused } from '@app/kernel';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { Args } from '@nestjs/graphql';
import type { ClassConstructor } from 'class-transformer';
import { plainToInstance } from 'class-transformer';
import type { ValidationError } from 'class-validator';
import { validateSync } from 'class-validator';
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

function firstProblem(errors: readonly ValidationError[], path: string): Refused {
  const [error] = errors;
  const field = `${path}${error?.property ?? ''}`;
  if (error?.children?.length) return firstProblem(error.children, `${field}.`);
  const [name = '', message = ''] = Object.entries(error?.constraints ?? {})[0] ?? [];
  const problem: Problem = (error?.contexts?.[name] as Problem | undefined) ?? { text: texts.other, details: { problem: message } };
  return new Refused('INVALID_INPUT', { ...problem.details, field }, { ...problem.text, field });
}

/**
 * An input as an instance of its class, its ids as UUIDs, its texts clean, its nulls left out.
 * @throws Refused INVALID_INPUT, naming the first field at fault (`items.3.name` within lists)
 */
export function validInput<T extends object>(type: ClassConstructor<T>, value: unknown): T {
  const instance = plainToInstance(type, withoutNulls(value));
  const errors = validateSync(instance, { stopAtFirstError: true, forbidUnknownValues: false });
  if (errors.length > 0) throw firstProblem(errors, '');
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
