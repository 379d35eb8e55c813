import { CommandInput, Day, FreeText, Id, ShortText } from '@app/graphql-kit';
import type { CalendarDate } from '@app/kernel';
import { Field, InputType } from '@nestjs/graphql';
import type { Authority, DelegatedRole } from '../domain/delegation.events.js';
import { AuthorityEnum, DelegatedRoleEnum } from '../read-model/delegation.row.js';

@InputType()
export class LinkIdentityInput extends CommandInput {
  @Id('Leader', { description: 'Whose it is.' })
  leaderId: string;

  @ShortText({ description: 'The identity provider, as `iss` of its tokens names it.' })
  issuer: string;

  @FreeText({
    description: 'What the provider calls the person for ever: the claim that the installation’s mapping names, usually `sub`. At most 255 characters.',
  })
  subject: string;

  @FreeText({ description: 'By what it is known to be theirs. Sealed under the person’s key.' })
  reason: string;
}

@InputType()
export class UnlinkIdentityInput extends CommandInput {
  @Id('Identity', { description: 'Which one.' })
  identityId: string;

  @FreeText({ nullable: true, description: 'Why. Sealed under the person’s key.' })
  reason?: string;
}

@InputType()
export class GrantDelegationInput extends CommandInput {
  @Id('Leader', { description: 'In whose name: your own record, or somebody else’s for an administrator while that person is away.' })
  principalId: string;

  @Id('Leader', { description: 'Who is to act.' })
  deputyId: string;

  @Field(() => [DelegatedRoleEnum], { description: 'In which of the principal’s roles.' })
  roles: DelegatedRole[];

  @Field(() => AuthorityEnum, { description: 'How far it goes.' })
  authority: Authority;

  @Day({ nullable: true, description: 'The first day; `effectiveOn` when not given.' })
  startsOn?: CalendarDate;

  @Day({ description: 'The last day.' })
  endsOn: CalendarDate;

  @FreeText({ nullable: true, description: 'Why; an administrator has to say. Sealed under the principal’s key.' })
  reason?: string;
}

@InputType()
export class EndDelegationInput extends CommandInput {
  @Id('Delegation', { description: 'Which one. It ends at once.' })
  delegationId: string;
}
