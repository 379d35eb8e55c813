import { refusals } from '@app/kernel';
import type { Framework, FrameworkVersion } from './framework.js';

export const refuse = refusals({
  FRAMEWORK_NOT_FOUND: {
    en: 'No framework is published under this id. Check the id, or publish a version of the framework first.',
    cy: 'Nid oes fframwaith wedi’i gyhoeddi o dan yr ID hwn. Gwiriwch yr ID, neu cyhoeddwch fersiwn o’r fframwaith yn gyntaf.',
    field: 'frameworkId',
  },
  FRAMEWORK_VERSION_NOT_FOUND: {
    en: 'This framework has no such version. Give one of those that its versions list, or publish it first.',
    cy: 'Nid oes fersiwn o’r fath gan y fframwaith hwn. Rhowch un o’r rhai y mae ei fersiynau’n eu rhestru, neu cyhoeddwch hi’n gyntaf.',
    field: 'version',
  },
  FRAMEWORK_ELEMENT_NOT_FOUND: {
    en: 'That version has no element with the code {element}. Give the code of one of its elements.',
    cy: 'Nid oes elfen â’r cod {element} yn y fersiwn honno. Rhowch god un o’i helfennau.',
    field: 'element',
  },
  FRAMEWORK_VERSION_PUBLISHED: {
    en: 'Version {version} of {code} is published with other content, and a published version never changes. Publish what is different as another version.',
    cy: 'Mae fersiwn {version} o {code} wedi’i chyhoeddi â chynnwys arall, ac nid yw fersiwn a gyhoeddwyd byth yn newid. Cyhoeddwch yr hyn sy’n wahanol fel fersiwn arall.',
    field: 'version',
  },
  FRAMEWORK_VERSION_MALFORMED: {
    en: 'A version is called by letters and digits, in parts joined by single dots or hyphens, at most {most} of them, such as 2.0 or 2024-02.',
    cy: 'Llythrennau a digidau yw enw fersiwn, mewn rhannau wedi’u cysylltu â dotiau neu gysylltnodau unigol, hyd at {most} ohonynt, megis 2.0 neu 2024-02.',
    field: 'version',
  },
  NEITHER_WELSH_NOR_REASON: {
    en: '“{words}” has neither Welsh nor a reason why not. Give the publisher’s Welsh words, or say why there are none (`cyMissing`). Nothing official is translated by machine.',
    cy: 'Nid oes gan “{words}” Gymraeg na rheswm dros ei habsenoldeb. Rhowch eiriau Cymraeg y cyhoeddwr, neu dywedwch pam nad oes rhai (`cyMissing`). Ni chyfieithir dim byd swyddogol gan beiriant.',
    field: 'cy',
  },
  OWN_WORDS_WITHOUT_WELSH: {
    en: '“{words}” stands in English alone. Words of your own stand in both languages: give them in Welsh too.',
    cy: 'Yn Saesneg yn unig y mae “{words}”. Saif eich geiriau eich hun yn y ddwy iaith: rhowch nhw yn Gymraeg hefyd.',
    field: 'cy',
  },
  ELEMENTS_OUT_OF_RANGE: {
    en: 'A version has from 1 to {most} elements, and this one has {elements}. Give those that people are assessed against.',
    cy: 'Mae gan fersiwn rhwng 1 a {most} o elfennau, ac mae gan hon {elements}. Rhowch y rhai yr asesir pobl yn eu herbyn.',
    field: 'elements',
  },
  ELEMENT_CODE_TWICE: {
    en: 'Two elements have the code {element}. Give each a code of its own.',
    cy: 'Mae gan ddwy elfen y cod {element}. Rhowch ei chod ei hun i bob un.',
    field: 'elements',
  },
  ELEMENT_PARENT_UNKNOWN: {
    en: 'The element {element} is to be a part of {parent}, which is no element of this version. Correct the parent’s code, or add that element.',
    cy: 'Mae’r elfen {element} i fod yn rhan o {parent}, nad yw’n elfen o’r fersiwn hon. Cywirwch god y rhiant, neu ychwanegwch yr elfen honno.',
    field: 'elements',
  },
  ELEMENT_CYCLE: {
    en: 'The element {element} would be a part of itself. Correct one of the parents.',
    cy: 'Byddai’r elfen {element} yn rhan ohoni ei hun. Cywirwch un o’r rhieni.',
    field: 'elements',
  },
  TOO_MANY_DESCRIPTORS: {
    en: 'The element {element} has more than {most} descriptors. Give fewer, or make them elements of their own.',
    cy: 'Mae gan yr elfen {element} fwy na {most} o ddisgrifyddion. Rhowch lai, neu gwnewch nhw’n elfennau ar wahân.',
    field: 'elements',
  },
  TOO_MANY_LEVELS: {
    en: 'A scale has at most {most} levels. Give fewer.',
    cy: 'Mae gan raddfa hyd at {most} o lefelau. Rhowch lai.',
    field: 'scale',
  },
  LEVEL_CODE_TWICE: {
    en: 'Two levels have the code {level}. Give each a code of its own.',
    cy: 'Mae gan ddwy lefel y cod {level}. Rhowch ei chod ei hun i bob un.',
    field: 'scale',
  },
  LEVEL_RANK_OUT_OF_RANGE: {
    en: 'The level {level} cannot have the rank {rank}. Give a whole number from {least} to {most}, or none where it is no step of the scale.',
    cy: 'Ni all y lefel {level} gael y safle {rank}. Rhowch rif cyfan o {least} i {most}, neu ddim un lle nad yw’n gam o’r raddfa.',
    field: 'scale',
  },
  LEVEL_RANK_TWICE: {
    en: 'The levels {other} and {level} both have the rank {rank}, so the scale has no order. Give each a rank of its own.',
    cy: 'Mae gan y lefelau {other} a {level} ill dwy y safle {rank}, felly nid oes trefn i’r raddfa. Rhowch ei safle ei hun i bob un.',
    field: 'scale',
  },
  TOO_FEW_RANKED_LEVELS: {
    en: 'A scale has an order, so it has at least {least} levels with a rank. Give a rank to each that is a step; or leave the scale out, and have this product’s own.',
    cy: 'Mae trefn i raddfa, felly mae ganddi o leiaf {least} lefel â safle. Rhowch safle i bob un sy’n gam; neu gadewch y raddfa allan, a chael un y cynnyrch hwn.',
    field: 'scale',
  },
  LICENCE_PERMISSION_MISSING: {
    en: 'This may be kept here only with its publisher’s written permission. Where you hold it, give PERMISSION_RECORDED as the licence’s status, and by what the permission is filed (`permission`).',
    cy: 'Dim ond gyda chaniatâd ysgrifenedig ei gyhoeddwr y gellir cadw hwn yma. Os yw’r caniatâd gennych, rhowch PERMISSION_RECORDED fel statws y drwydded, a’r cyfeirnod y ffeiliwyd y caniatâd oddi tano (`permission`).',
    field: 'permission',
  },
  PERMISSION_REFERENCE_MALFORMED: {
    en: 'A permission is named by what it is filed under: up to 60 letters, digits, dots, slashes, underscores and hyphens, without spaces, such as NHSLA/2026/117.',
    cy: 'Enwir caniatâd yn ôl ei gyfeirnod ffeilio: hyd at 60 o lythrennau, digidau, dotiau, blaenslaesau, tanlinellau a chysylltnodau, heb fylchau, megis NHSLA/2026/117.',
    field: 'permission',
  },
  DESCRIPTORS_NOT_LICENSED: {
    en: 'The element {element} has descriptors, and the licence is for names only. Leave descriptors out, or give the licence that allows them.',
    cy: 'Mae disgrifyddion gan yr elfen {element}, ac ar gyfer enwau’n unig y mae’r drwydded. Gadewch ddisgrifyddion allan, neu rhowch y drwydded sy’n eu caniatáu.',
    field: 'elements',
  },
  SUPERSEDED_BY_ITSELF: {
    en: 'A version cannot supersede itself. Give the one that comes in its place.',
    cy: 'Ni all fersiwn ei disodli ei hun. Rhowch yr un sy’n dod yn ei lle.',
    field: 'by',
  },
  SUPERSEDED_IN_A_CIRCLE: {
    en: 'This version supersedes, by way of others, the one that is to come in its place. Give another that comes in its place.',
    cy: 'Mae’r fersiwn hon, drwy eraill, yn disodli’r un sydd i ddod yn ei lle. Rhowch un arall sy’n dod yn ei lle.',
    field: 'by',
  },
  FRAMEWORK_VERSION_SUPERSEDED: {
    en: 'From {on} on, version {version} of {by} has come in the place of this one. Give that version; or correct or void first what says so.',
    cy: 'O {on} ymlaen, mae fersiwn {version} o {by} wedi dod yn lle hon. Rhowch y fersiwn honno; neu cywirwch neu dirymwch yn gyntaf yr hyn sy’n dweud hynny.',
    field: 'version',
  },
  CROSSWALK_WITHIN_VERSION: {
    en: 'A crosswalk leads from an element of one version to one of another. Within a version, elements are parts of each other or are not.',
    cy: 'Mae croesgyfeiriad yn arwain o elfen mewn un fersiwn i elfen mewn un arall. O fewn fersiwn, mae elfennau’n rhannau o’i gilydd neu ddim.',
    field: 'to',
  },
  CROSSWALK_NOT_FOUND: {
    en: 'No crosswalk is stated from the one element to the other. Check both ends and the direction.',
    cy: 'Nid oes croesgyfeiriad wedi’i nodi o’r naill elfen i’r llall. Gwiriwch y ddau ben a’r cyfeiriad.',
    field: 'from',
  },
});

/** The version by that name. @param field what names it, where that is not the command itself */
export function published(state: Framework, version: string, field?: 'by' | 'from' | 'to'): FrameworkVersion {
  if (state.versions.size === 0) throw refuse('FRAMEWORK_NOT_FOUND', {}, field);
  const found = state.versions.get(version);
  if (!found) throw refuse('FRAMEWORK_VERSION_NOT_FOUND', {}, field);
  return found;
}
