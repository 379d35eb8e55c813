import type { Random, Shares } from './random.js';

/** A made-up person's name. */
export interface PersonName {
  readonly legal: string;
  readonly knownAs: string;
  /** How it is filed: family name first, with ap, ferch, Mac or O’ as the person has it. */
  readonly sort: string;
}

type Some<T> = readonly [T, ...T[]];

interface Parts {
  readonly women: Some<string>;
  readonly men: Some<string>;
  /** What some are called instead. */
  readonly short?: Readonly<Record<string, string>>;
  /** One form, or a woman’s and a man’s. */
  readonly family: Some<string | readonly [string, string]>;
}

// Parts are combined by chance: whoever comes out of it, nobody was meant.
const PARTS = {
  welsh: {
    women: ['Siân', 'Gwenllian', 'Eirlys', 'Tegwen', 'Dwynwen', 'Heledd', 'Ffion', 'Angharad', 'Nia', 'Lowri', 'Mallt', 'Eluned'],
    men: ['Llŷr', 'Mabon', 'Iolo', 'Siôn', 'Emrys', 'Rhys', 'Tomos', 'Iestyn', 'Cadog', 'Gruffudd', 'Macsen', 'Idwal'],
    short: { Gwenllian: 'Gwen', Tegwen: 'Teg', Tomos: 'Twm', Emrys: 'Em', Gruffudd: 'Guto', Angharad: 'Hari' },
    family: [
      'Llŷn',
      'Tŷ-coch',
      'Gŵyr',
      'Glandŵr',
      'Tŵr-gwyn',
      'Tŷ-mawr',
      'Penrhyn',
      'Ynyr',
      'Cadwgan',
      'Maelor',
      'Arfon',
      'Nantlais',
      'Bryngwyn',
      'Hafgan',
      'Llwyd',
    ],
  },
  scots: {
    women: ['Ailsa', 'Mòrag', 'Eilidh', 'Iona', 'Catrìona', 'Mhairi', 'Sorcha', 'Beathag', 'Oighrig'],
    men: ['Fearghas', 'Lachlan', 'Ruaraidh', 'Struan', 'Fionnlagh', 'Coinneach', 'Torquil', 'Hamish', 'Eòghann'],
    short: { Fearghas: 'Gus', Catrìona: 'Triona', Ruaraidh: 'Rory', Fionnlagh: 'Finlay', Lachlan: 'Lachie' },
    family: [
      'MacAskillan',
      'Glenorran',
      'McInroybeg',
      'Balnacraig',
      'Drumlochan',
      'MacFearghais',
      'Kilbrennan',
      'Inverallan',
      'Strathmorven',
      'MacIlwhinnie',
      'Auchterlin',
      'Torrisdale',
      'Cairnbeg',
      'Rannochmor',
    ],
  },
  english: {
    women: ['Alice', 'Harriet', 'Rosamund', 'Marian', 'Beatrix', 'Constance', 'Edith', 'Winifred'],
    men: ['Edmund', 'Wilfred', 'Giles', 'Oswin', 'Hugo', 'Barnaby', 'Rupert', 'Alban'],
    short: { Harriet: 'Hattie', Wilfred: 'Wilf', Beatrix: 'Bea', Constance: 'Connie', Winifred: 'Win' },
    family: [
      'Thornwick',
      'Ashbourneley',
      'Fennimarsh',
      'Oakenshaw',
      'Marlbeck',
      'Wetherdale',
      'Hollinbrook',
      'Copperthwaite',
      'Larkhollow',
      'Stanebridge',
      'Appleforth',
      'Greywell',
      'Millrace',
      'Quarmby-Lane',
    ],
  },
  irish: {
    women: ['Aoife', 'Gráinne', 'Saoirse', 'Bríd', 'Róisín', 'Méabh'],
    men: ['Ciarán', 'Pádraig', 'Oisín', 'Fiachra', 'Cathal', 'Donncha'],
    short: { Pádraig: 'Paudie', Donncha: 'Donagh' },
    family: [
      ['Ní Mhurcháin', 'Ó Murcháin'],
      ['Ní Dhonnabháin', 'Ó Donnabháin'],
      'O’Bralligan',
      'McGlenaghan',
      ['Ní Raghaill', 'Ó Raghaill'],
      'O’Carrowmore',
      'de Búrcach',
    ],
  },
  southAsian: {
    women: ['Aarti', 'Lakshmi', 'Nasreen', 'Farzana', 'Sunita', 'Meenakshi', 'Zainab', 'Shabnam'],
    men: ['Imran', 'Harjit', 'Dev', 'Rohan', 'Tariq', 'Gurpreet', 'Anand', 'Vikram'],
    short: { Meenakshi: 'Meena', Gurpreet: 'Guri', Vikram: 'Vik' },
    family: [
      'Chaudharani',
      'Sandhuwal',
      'Rahmanpur',
      'Iyerkar',
      'Banerjani',
      'Quereshid',
      'Pillaimar',
      'Dhaliwala',
      'Mirzapuri',
      'Nairampil',
      'Deshwal',
      'Ghoshal-Sen',
    ],
  },
  african: {
    women: ['Adaeze', 'Thandiwe', 'Amina', 'Abena', 'Makena', 'Folasadé', 'Nomvula'],
    men: ['Kwame', 'Oluwaseun', 'Tendai', 'Chidera', 'Sipho', 'Yonas', 'Kofi'],
    short: { Oluwaseun: 'Seun', Adaeze: 'Ada', Thandiwe: 'Thandi', Folasadé: 'Sadé' },
    family: [
      'Okonkwolu',
      'Mensahene',
      'Dlaminika',
      'Adeyemilo',
      'Moyowa',
      'Owusuraku',
      'Kamaurithi',
      'Nwachukeze',
      'Tesfalem',
      'Banda-Phiri',
      'Ogunlewo',
      'Asantewaa',
    ],
  },
  polish: {
    women: ['Zofia', 'Małgorzata', 'Łucja', 'Jadwiga', 'Agnieszka', 'Żaneta'],
    men: ['Stanisław', 'Wojciech', 'Kazimierz', 'Bartłomiej', 'Zbigniew', 'Mirosław'],
    short: { Małgorzata: 'Gosia', Stanisław: 'Staszek', Bartłomiej: 'Bartek', Agnieszka: 'Aga', Zbigniew: 'Zbyszek' },
    family: [
      ['Wiśniecka', 'Wiśniecki'],
      'Dąbrowicz',
      ['Zielonkowska', 'Zielonkowski'],
      'Szczęsnowicz',
      ['Krawczyńska', 'Krawczyński'],
      'Leśniakowicz',
      'Żurawik',
      ['Gołębiecka', 'Gołębiecki'],
      'Źródlak',
    ],
  },
} as const satisfies Record<string, Parts>;

export type Tradition = keyof typeof PARTS;

/** How often each tradition of names is met, by the nation that people work in. */
export const TRADITIONS: Readonly<Record<'ENGLAND' | 'SCOTLAND' | 'WALES' | 'NORTHERN_IRELAND' | 'UNITED_KINGDOM', Shares<Tradition>>> = {
  ENGLAND: { english: 52, southAsian: 17, african: 12, irish: 6, polish: 6, scots: 4, welsh: 3 },
  SCOTLAND: { scots: 55, english: 14, southAsian: 9, irish: 8, polish: 7, african: 5, welsh: 2 },
  WALES: { welsh: 52, english: 24, southAsian: 9, african: 6, polish: 4, irish: 3, scots: 2 },
  NORTHERN_IRELAND: { irish: 50, scots: 18, english: 14, polish: 9, southAsian: 5, african: 4, welsh: 0 },
  UNITED_KINGDOM: { english: 40, scots: 15, welsh: 15, irish: 8, southAsian: 10, african: 7, polish: 5 },
};

/** A made-up name of a tradition. Some Welsh names go by the father’s or mother’s: Llŷr ap Iolo, Siân ferch Heledd. */
export function nameOf(tradition: Tradition, random: Random): PersonName {
  const { women, men, family, short }: Parts = PARTS[tradition];
  const woman = random.chance(0.62); // as in the workforce, roughly
  const first = random.pick(woman ? women : men);
  const form = random.pick(family);
  const inherited = typeof form === 'string' ? form : form[woman ? 0 : 1];
  const patronymic = woman ? `ferch ${random.pick([...women, ...men] as const)}` : `ap ${random.pick(men)}`;
  const last = tradition === 'welsh' && random.chance(0.2) ? patronymic : inherited;
  const called = random.chance(0.4) ? (short?.[first] ?? first) : first;
  return { legal: `${first} ${last}`, knownAs: `${called} ${last}`, sort: `${last}, ${first}` };
}
