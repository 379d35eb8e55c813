import { CommandInput, Nested, ShortText } from '@app/graphql-kit';
import { InputType } from '@nestjs/graphql';

@InputType('ReasonNameInput', { description: 'What a reason is called, in both languages. Everybody can read it: it must tell of nobody.' })
export class ReasonNameInput {
  @ShortText({ description: 'In English.' })
  en: string;

  @ShortText({ description: 'In Welsh.' })
  cy: string;
}

@InputType()
export class RegisterReasonCodeInput extends CommandInput {
  @ShortText({ description: 'What to give as `reasonCode`: up to 48 upper-case letters and digits, in parts joined by single underscores.' })
  code: string;

  @Nested(() => ReasonNameInput, { description: 'What it is called. It is kept in the open and for good, and shown to everybody: it tells of no person.' })
  name: ReasonNameInput;
}

@InputType()
export class RenameReasonCodeInput extends CommandInput {
  @ShortText({ description: 'Which reason, by its code.' })
  code: string;

  @Nested(() => ReasonNameInput, {
    description: 'What it is called from then on, for what was recorded before too. Kept in the open and for good: it tells of no person.',
  })
  name: ReasonNameInput;
}

@InputType()
export class RetireReasonCodeInput extends CommandInput {
  @ShortText({ description: 'Which reason, by its code.' })
  code: string;
}
