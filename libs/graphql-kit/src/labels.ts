import type { Label, Language } from '@app/localisation';
import { shownIn } from '@app/localisation';
import { Context, Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { GraphqlContext } from './operation/context.js';

const known = new Map<string, ReadonlyMap<string, Label>>();

/** What the values of a GraphQL enum are called, in the order in which they are to be offered. @throws Error for an enum that is there twice */
export function declareLabels<Value extends string>(enumName: string, values: Readonly<Record<Value, Label>>): void {
  if (known.has(enumName)) throw new Error(`two lists of labels for the enum ${enumName}`);
  known.set(enumName, new Map(Object.entries<Label>(values)));
}

/** Every label that there is, by enum and value. */
export function declaredLabels(): ReadonlyMap<string, ReadonlyMap<string, Label>> {
  return known;
}

@ObjectType('LocalText', {
  description: 'A text in the reader’s language, where it exists in it; else in the language that it exists in. Nothing is translated by machine.',
})
export class LocalText {
  @Field(() => String, { description: 'The text.' })
  value: string;

  @Field(() => String, { description: 'The language that it is in, `en` or `cy`: for the attribute `lang` of what shows it.' })
  language: Language;
}

@ObjectType('Label', { description: 'What a value of an enum is called.' })
class LabelType {
  @Field(() => String, { description: 'The enum, by its name in this schema.' })
  enum: string;

  @Field(() => String, { description: 'The value, by its name in this schema.' })
  value: string;

  @Field(() => LocalText, { description: 'What to show in its place.' })
  text: LocalText;
}

@Resolver()
export class LabelsResolver {
  @Query(() => [LabelType], {
    name: 'labels',
    description:
      'What the values of every enum are called in the reader’s language, enum by enum, in the order in which they are to be offered. They change with a release and not in between: ask once.',
  })
  labels(@Context() { language }: GraphqlContext): LabelType[] {
    return [...known.keys()]
      .sort()
      .flatMap((name) => [...(known.get(name) ?? [])].map(([value, label]) => ({ enum: name, value, text: shownIn(language, label) })));
  }
}
