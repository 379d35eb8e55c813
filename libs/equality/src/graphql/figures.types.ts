import { Id, LocalText } from '@app/graphql-kit';
import { NationEnum } from '@app/organisation/read';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';

@ObjectType('Figure', { description: 'How many people.' })
export class FigureType {
  @Field(() => Int, { nullable: true, description: 'Rounded; null where it is masked.' })
  count: number | null;

  @Field(() => Int, { nullable: true, description: 'Of all who came so far, in hundredths, by the rounded counts; null where either is masked.' })
  percent: number | null;

  @Field(() => Boolean, { description: 'Whether it is masked: too few people, or it could be reckoned from others that are, or nobody.' })
  masked: boolean;
}

@ObjectType('CategoryFigures', { description: 'How many people of one category came how far.' })
export class CategoryFiguresType {
  @Field(() => String, { description: 'The category, by its code; `not-known` for whoever did not answer, preferred not to say, or took it back.' })
  category: string;

  @Field(() => LocalText, { description: 'What it is called.' })
  text: LocalText;

  @Field(() => FigureType, { description: 'Applied, were nominated or took a place.' })
  applied: FigureType;

  @Field(() => FigureType, { description: 'Were offered a place, whatever came of it.' })
  offered: FigureType;

  @Field(() => FigureType, { description: 'Completed.' })
  completed: FigureType;
}

@ObjectType('Figures', { description: 'From application to completion, everybody counted once: where they came furthest.' })
export class FiguresType {
  @Field(() => FigureType, { description: 'Applied, were nominated or took a place.' })
  applied: FigureType;

  @Field(() => FigureType, { description: 'Were offered a place, whatever came of it.' })
  offered: FigureType;

  @Field(() => FigureType, { description: 'Completed.' })
  completed: FigureType;

  @Field(() => [CategoryFiguresType], { description: 'The same by category; empty where no characteristic was asked for.' })
  categories: readonly CategoryFiguresType[];
}

@ArgsType()
export class FiguresArgs {
  @Field(() => NationEnum, { nullable: true, description: 'Only people whose employer is of this nation. Alone, or with a characteristic.' })
  nation?: keyof typeof NationEnum | null;

  @Id('Organisation', { nullable: true, description: 'Only people whom this organisation, or one accountable to it, sponsors.' })
  organisation?: string;

  @Id('Programme', { nullable: true, description: 'Only this programme.' })
  programme?: string;

  @Field(() => String, { nullable: true, description: 'Divided by this characteristic, by its code.' })
  characteristic?: string | null;
}
