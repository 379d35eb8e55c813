import { BilingualNameInput, Code, CommandInput, Id, Nested } from '@app/graphql-kit';
import { Field, InputType } from '@nestjs/graphql';
import type { LinkKind, Nation, Sector } from '../domain/organisation.events.js';
import { LinkKindEnum, NationEnum, SectorEnum } from '../read-model/organisation.row.js';

@InputType()
export class RegisterOrganisationInput extends CommandInput {
  @Code({ description: 'A stable short name, its own within its nation, such as `nhs-lothian`: lower-case letters, digits and single hyphens.' })
  code: string;

  @Nested(() => BilingualNameInput, { description: 'What it is called.' })
  name: BilingualNameInput;

  @Field(() => SectorEnum, { description: 'The part of health and social care that it belongs to.' })
  sector: Sector;

  @Field(() => NationEnum, { description: 'Where it works.' })
  nation: Nation;

  @Id('Organisation', { nullable: true, description: 'To whom it is accountable.' })
  parentId?: string;
}

@InputType()
export class RenameOrganisationInput extends CommandInput {
  @Id('Organisation', { description: 'Which organisation.' })
  organisationId: string;

  @Nested(() => BilingualNameInput, { description: 'What it is called from then on.' })
  name: BilingualNameInput;
}

@InputType()
export class ReparentOrganisationInput extends CommandInput {
  @Id('Organisation', { description: 'Which organisation.' })
  organisationId: string;

  @Id('Organisation', { nullable: true, description: 'To whom it is accountable from then on; nobody when not given.' })
  parentId?: string;
}

@InputType()
export class CloseOrganisationInput extends CommandInput {
  @Id('Organisation', { description: 'Which organisation.' })
  organisationId: string;
}

@InputType()
export class LinkOrganisationsInput extends CommandInput {
  @Id('Organisation', { description: 'The one side, in whose history the link stands.' })
  organisationId: string;

  @Id('Organisation', { description: 'The other side.' })
  toOrganisationId: string;

  @Field(() => LinkKindEnum, { description: 'How they are linked.' })
  kind: LinkKind;
}
