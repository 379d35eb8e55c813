import { CommandInput, Id } from '@app/graphql-kit';
import { Field, InputType } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { ErasureGround, ErasureRefusal } from '../domain/erasure.events.js';
import { ErasureGroundEnum, ErasureRefusalEnum } from '../read-model/erasure-request.row.js';

@InputType()
export class RequestErasureInput extends CommandInput {
  @Id('Leader', { description: 'Who is to be erased.' })
  leaderId: string;

  @Field(() => ErasureGroundEnum, { description: 'Why.' })
  ground: ErasureGround;
}

@InputType()
export class RequestErasureScanInput extends CommandInput {
  @Id('ErasureRequest', { description: 'Which erasure.' })
  erasureId: string;
}

@InputType()
export class DecideErasureInput extends CommandInput {
  @Id('ErasureRequest', { description: 'Which erasure.' })
  erasureId: string;

  @Field(() => Boolean, { description: 'Whether the person is to be erased. It cannot be undone.' })
  approved: boolean;

  @Field(() => ErasureRefusalEnum, { nullable: true, description: 'Why not, where they are not.' })
  @IsOptional()
  reason?: ErasureRefusal;

  @Field(() => Boolean, {
    nullable: true,
    description: 'That you know what the person is still responsible for, and approve all the same. What it is goes on record with the decision.',
  })
  @IsOptional()
  responsibilitiesKnown?: boolean;
}
