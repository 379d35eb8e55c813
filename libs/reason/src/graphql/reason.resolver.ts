import { type GraphqlContext, LocalText, MomentType, Node, nodeId, NodeSources } from '@app/graphql-kit';
import { type Language, shownIn } from '@app/localisation';
import type { Moment } from '@app/read-model';
import { Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type ListedReason, reasonsAt } from '../read.js';

@ObjectType('ReasonCode', {
  implements: () => [Node],
  description: 'A reason that can be given with a command, by its code. It is published: it tells of nobody.',
})
export class ReasonCodeType {
  @Field(() => String, { description: 'What to give as `reasonCode`, such as `RELOCATION`.' })
  code: string;

  @Field(() => LocalText, { description: 'What it is called.' })
  name: LocalText;

  @Field(() => String, { description: 'What it is called in English.' })
  nameEn: string;

  @Field(() => String, { description: 'What it is called in Welsh.' })
  nameCy: string;

  @Field(() => Boolean, { description: 'Whether it can be given no more. What was recorded with it keeps its name.' })
  retired: boolean;
}

const shown = (moment: Moment, { id, code, name, retired }: ListedReason, language: Language) => ({
  __typename: 'ReasonCode',
  id: nodeId('ReasonCode', id, moment),
  code,
  name: shownIn(language, name),
  nameEn: name.en,
  nameCy: name.cy,
  retired,
});

@Resolver(() => MomentType)
export class ReasonsResolver {
  constructor(nodes: NodeSources) {
    nodes.register({
      type: 'ReasonCode',
      async load(moment, ids, { language }) {
        const byId = new Map([...(await reasonsAt(moment)).values()].map((reason) => [reason.id, reason]));
        return ids.map((id) => byId.get(id) ?? null).map((reason) => reason && shown(moment, reason, language));
      },
    });
  }

  @ResolveField(() => [ReasonCodeType], {
    description:
      'The reasons that can be given with a command as `reasonCode`, and those that could once, by their codes: the product’s and the installation’s own.',
  })
  async reasonCodes(@Parent() { moment }: MomentType, @Context() { language }: GraphqlContext): Promise<readonly ReasonCodeType[]> {
    const listed = [...(await reasonsAt(moment)).values()].sort((one, other) => (one.code < other.code ? -1 : 1));
    return listed.map((reason) => shown(moment, reason, language));
  }
}
