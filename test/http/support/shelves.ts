import { Database, type DatabaseConfig } from '@app/database';
import { Codec, CommandIdentity, EventStoreModule, eventTypes, PostgresLog, Sealer, Streams } from '@app/event-store';
import {
  Arguments,
  type At,
  byId,
  CommandInput,
  commandMeta,
  Connection,
  ConnectionArgs,
  ConnectionOf,
  FreeText,
  type GraphqlContext,
  Id,
  Input,
  type List,
  loader,
  MomentType,
  Node,
  nodeId,
  NodeSources,
  Outcome,
  outcome,
  paginate,
  paginateEach,
  Personal,
  PersonalText,
  type Seen,
  seenAs,
  ShortText,
} from '@app/graphql-kit';
import { Access, Delegations, everybody, IdentityLinks, NoDelegations, NoIdentityLinks, resource } from '@app/identity';
import { Clock, Command, derivedId, type Event, type Fold, refusals, seal, type Sealed, type SealedValue, streamOf } from '@app/kernel';
import { Keyring, KeySealer, type MasterKey, PrivacyModule } from '@app/privacy';
import { type Moment, periods, Projector, ReadModel, ReadModelDefinition } from '@app/read-model';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Args, ArgsType, Context, Field, InputType, Int, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CqrsModule } from '@nestjs/cqrs';
import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

// A feature as small as one can be, to specify the API apart from any real one: books, put on shelves.

type BookShelved = Event<'BookShelved', { bookId: string; shelf: string; title: string; note: Sealed<string> }>;

class ShelveBook extends Command<{ shelf: string; title: string; note: string }> {}

const book: Fold<{ title?: string }, BookShelved> = { initialState: {}, evolve: (_state, { data }) => ({ title: data.title }) };

const refuse = refusals({ FORBIDDEN_TITLE: { en: 'No book is called {title}.', cy: 'Nid oes llyfr o’r enw {title}.', field: 'title' } });

@Entity('book')
@Index(['shelf', 'title', 'id'])
@ObjectType('Book', { implements: () => [Node], description: 'A book.' })
class BookRow {
  @PrimaryColumn('uuid') id: string;

  @Column('text') shelf: string;

  @Column('text')
  @Field(() => String, { description: 'What it is called.' })
  title: string;

  @Column('jsonb') note: SealedValue<string>;
}

const books = periods<BookShelved, BookRow>(BookRow, {
  version: 1,
  key: ({ data }) => data.bookId,
  on: { BookShelved: (_row, { data }) => ({ id: data.bookId, shelf: data.shelf, title: data.title, note: data.note as SealedValue<string> }) },
});

const seenBook = seenAs('Book')<BookRow>;

const BookConnection = Connection('Book', () => BookRow);

@ObjectType('Shelf', { description: 'A shelf.' })
class Shelf {
  @Field(() => String, { description: 'Its name.' })
  name: string;
}

@InputType()
class ShelveBookInput extends CommandInput {
  @Id('Book', { description: 'The book; a new one when not given.', nullable: true })
  bookId?: string;

  @ShortText({ description: 'The shelf.' })
  shelf: string;

  @ShortText({ description: 'The title.' })
  title: string;

  @FreeText({ description: 'What was thought of it.' })
  note: string;
}

@ArgsType()
class BooksArgs extends ConnectionArgs {
  @ShortText({ nullable: true, description: 'Only those on this shelf.' })
  shelf?: string;

  @Field(() => Boolean, { defaultValue: false, description: 'By title from Z to A.' })
  descending: boolean;
}

/** What the specifications look at behind the API. */
export const seen = { batches: 0, failure: undefined as unknown, slow: 0, gate: Promise.resolve(), waiting: 0 };

function list(moment: Moment, descending = false): List<BookRow, Seen<BookRow>> {
  return {
    name: 'books',
    rows: BookRow,
    from: moment.from(BookRow),
    orderBy: [
      { sql: sql`book.title`, type: 'text', descending },
      { sql: sql`book.id`, type: 'uuid' },
    ],
    node: seenBook,
  };
}

@Resolver(() => MomentType)
class BooksResolver {
  constructor(private readonly streams: Streams) {}

  @ResolveField(() => BookConnection, { description: 'Books by title.' })
  books(@Parent() { moment }: MomentType, @Arguments() args: BooksArgs): Promise<ConnectionOf<Seen<BookRow>>> {
    const where = args.shelf === undefined ? [] : [sql`book.shelf = ${args.shelf}`];
    return paginate(moment, { ...list(moment, args.descending), where }, args);
  }

  @ResolveField(() => String, { description: 'After a while, what tells one transaction from another.' })
  async transaction(@Parent() { moment }: MomentType, @Args('after', { type: () => Int, description: 'ms' }) after: number): Promise<string> {
    await sleep(after);
    const [row] = await moment.query<{ told: string }>(sql`select pg_backend_pid() || ' ' || now() as told`);
    return row?.told ?? '';
  }

  @ResolveField(() => Int, { description: 'After a while, asks what fails, and with it the transaction that it is asked in.' })
  async breaks(@Parent() { moment }: MomentType, @Args('after', { type: () => Int, description: 'ms' }) after: number): Promise<number> {
    await sleep(after);
    await moment.query(sql`select 1 / 0`);
    return 0;
  }

  @ResolveField(() => Int, { description: 'Keeps the database at it.' })
  async takes(@Parent() { moment }: MomentType, @Args('ms', { type: () => Int, description: 'So long.' }) ms: number): Promise<number> {
    await moment.query(sql`select pg_sleep(${ms / 1_000})`);
    return ms;
  }

  @ResolveField(() => Int, { description: 'Waits, its connection held, until the gate is opened.' })
  async waits(@Parent() { moment }: MomentType): Promise<number> {
    await moment.query(sql`select 1`);
    seen.waiting += 1;
    await seen.gate;
    return 0;
  }

  @ResolveField(() => [Shelf], { description: 'Shelves.' })
  async shelves({ moment }: MomentType): Promise<At<Shelf>[]> {
    const rows = await moment.query<Shelf>(sql`select distinct shelf as name from ${moment.from(BookRow)} order by shelf`);
    return rows.map((row) => ({ ...row, moment }));
  }

  @Mutation(() => Outcome, { description: 'Puts a book on a shelf.' })
  shelveBook(@Input() input: ShelveBookInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const bookId = input.bookId ?? derivedId(input.commandId, 'book');
    return outcome(context, async () => ({
      id: nodeId('Book', bookId),
      receipt: await this.streams.transact(
        new ShelveBook(commandMeta(context, input), { shelf: input.shelf, title: input.title, note: input.note }),
        streamOf<BookShelved>('book', bookId),
        book,
        (command, state): BookShelved[] => {
          if (command.input.title === 'Forbidden') throw refuse('FORBIDDEN_TITLE', { title: 'Forbidden' });
          if (state.title === command.input.title) return [];
          const { shelf, title, note } = command.input;
          return [{ type: 'BookShelved', data: { bookId, shelf, title, note: seal({ subject: bookId, purpose: 'note' }, note) } }];
        },
      ),
    }));
  }

  @Query(() => Int, { nullable: true, description: 'Fails as it is told to.' })
  async fails(): Promise<number> {
    await sleep(seen.slow);
    throw seen.failure;
  }
}

@Resolver(() => Shelf)
class ShelfResolver {
  @ResolveField(() => BookConnection, { description: 'Its books by title.' })
  books(@Parent() { moment, name }: At<Shelf>, @Arguments() args: ConnectionArgs): Promise<ConnectionOf<Seen<BookRow>>> {
    return paginateEach(moment, { sql: sql`book.shelf`, type: 'text' }, list(moment), args)(name);
  }
}

@Resolver(() => BookRow)
class BookResolver {
  constructor(
    private readonly personal: Personal,
    nodes: NodeSources,
  ) {
    nodes.register(byId('Book', BookRow));
  }

  @ResolveField('note', () => PersonalText, { description: 'What was thought of it.' })
  note({ moment, note }: At<BookRow>): Promise<PersonalText | null> {
    return this.personal.open(moment, note);
  }

  @ResolveField('sameTitle', () => Int, { description: 'How many have its title.' })
  sameTitle({ moment, title }: At<BookRow>): Promise<number> {
    return loader<string, number>(moment, 'book.sameTitle', async (titles) => {
      seen.batches += 1;
      const rows = await moment.query<{ title: string; count: number }>(
        sql`select title, count(*)::int from ${moment.from(BookRow)} where title = any(${[...titles]}) group by title`,
      );
      return titles.map((one) => rows.find((row) => row.title === one)?.count ?? 0);
    }).load(title);
  }
}

@Module({ providers: [BooksResolver, ShelfResolver, BookResolver] })
export class ShelvesGraphqlModule {}

const definition = new ReadModelDefinition([books]);

/** Whoever has a role sees every book. */
const access = new Access({
  rules: [{ resources: [resource('Book', [BookRow, BookResolver], { groups: { facts: ['id', 'title', 'note', 'sameTitle'] }, read: everybody(['facts']) })] }],
  anchored: [{ resource: 'Book', rows: BookRow }],
  relationships: [],
  organisations: { ids: () => sql`select null::uuid`, reaches: [], untold: [] },
});

/** Everything under the API, with books for a feature. */
@Global()
@Module({})
export class ShelvesModule {
  static forRoot({
    database,
    masterKey,
    clock,
    statementTimeoutMs,
  }: {
    readonly database: DatabaseConfig;
    readonly masterKey: MasterKey;
    readonly clock: Clock;
    readonly statementTimeoutMs?: number | undefined;
  }): DynamicModule {
    return {
      module: ShelvesModule,
      imports: [
        CqrsModule.forRoot(),
        PrivacyModule.forRoot({ masterKey }),
        EventStoreModule.forRoot({ eventTypes: [eventTypes<BookShelved>({ BookShelved: 1 })] }),
      ],
      providers: [
        { provide: Access, useValue: access },
        { provide: IdentityLinks, useClass: NoIdentityLinks },
        { provide: Delegations, useClass: NoDelegations },
        { provide: Clock, useValue: clock },
        { provide: Database, useFactory: () => new Database(database) },
        { provide: Sealer, useExisting: KeySealer },
        { provide: CommandIdentity, inject: [Keyring], useFactory: async (keyring: Keyring) => new CommandIdentity(await keyring.secret('input-hash')) },
        { provide: ReadModel, inject: [Database], useFactory: (db: Database) => new ReadModel(db, definition, clock, { statementTimeoutMs }) },
        {
          provide: Projector,
          inject: [Database, PostgresLog, Codec],
          useFactory: (db: Database, log: PostgresLog, codec: Codec) => new Projector(db, log, definition, codec),
        },
      ],
      exports: [Access, IdentityLinks, Delegations, Clock, Database, Sealer, CommandIdentity, ReadModel, Projector, CqrsModule],
    };
  }
}
