import { LocalText } from '@app/graphql-kit';
import type { Language } from '@app/localisation';
import { Field, ObjectType } from '@nestjs/graphql';
import type { Labels } from '../subject-access/labels.js';

@ObjectType('PersonalField', { description: 'A field of what is recorded, such as the legal name in a registration.' })
export class PersonalField {
  @Field(() => String, { description: 'The event’s type, such as `LeaderRegistered`. docs/event-catalogue.md lists them.' })
  type: string;

  @Field(() => String, { description: 'The field within it, such as `name.legal`.' })
  path: string;

  @Field(() => LocalText, { description: 'What the field is called.' })
  label: LocalText;

  @Field(() => LocalText, { description: 'What it was recorded with.' })
  typeLabel: LocalText;
}

/** @param field as reads record it: `LeaderRegistered.name.legal` */
export function personalField(field: string, labels: Labels, language: Language): PersonalField {
  const dot = field.indexOf('.');
  const [type, path] = dot < 0 ? [field, ''] : [field.slice(0, dot), field.slice(dot + 1)];
  return { type, path, label: labels.ofField(type, path, language), typeLabel: labels.ofType(type, language) };
}
