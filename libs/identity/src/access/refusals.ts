import { refusals } from '@app/kernel';

/** What somebody is told who has no right. */
export const refuse = refusals({
  NOT_PERMITTED: {
    en: 'Your role does not permit this. Ask someone whose role does, or ask for the role.',
    cy: 'Nid yw eich rôl yn caniatáu hyn. Gofynnwch i rywun y mae ei rôl yn ei ganiatáu, neu gofynnwch am y rôl.',
  },
  NOT_DELEGATED: {
    en: 'This was not delegated to you: the delegation is for reading alone, is for other roles, or this is something that nobody does for another. Leave out the header "on-behalf-of" to act for yourself.',
    cy: 'Ni ddirprwywyd hyn i chi: ar gyfer darllen yn unig y mae’r ddirprwyaeth, ar gyfer rolau eraill y mae, neu mae hyn yn rhywbeth nad oes neb yn ei wneud dros rywun arall. Hepgorwch y pennyn "on-behalf-of" i weithredu drosoch eich hun.',
  },
  NOTHING_DELEGATED: {
    en: 'The delegation in the header "on-behalf-of" gives you nothing now: the person in whose name you act no longer has the roles that it is for. Leave the header out to act for yourself.',
    cy: 'Nid yw’r ddirprwyaeth yn y pennyn "on-behalf-of" yn rhoi dim i chi nawr: nid yw’r rolau y mae ar eu cyfer gan y person rydych yn gweithredu yn ei enw mwyach. Hepgorwch y pennyn i weithredu drosoch eich hun.',
  },
  NO_ROLE: {
    en: 'You are signed in, but nothing here gives you a role: your account is linked to no leader’s record, and your organisation has not been given access. Ask your talent team to link your account, or your administrator for a role.',
    cy: 'Rydych wedi mewngofnodi, ond nid oes dim yma yn rhoi rôl i chi: nid yw eich cyfrif wedi’i gysylltu â chofnod unrhyw arweinydd, ac nid yw eich sefydliad wedi cael mynediad. Gofynnwch i’ch tîm talent gysylltu eich cyfrif, neu i’ch gweinyddwr am rôl.',
  },
});
