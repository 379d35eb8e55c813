import { refusals } from '@app/kernel';

/** What somebody is told who has no right. */
export const refuse = refusals({
  NOT_PERMITTED: {
    en: 'Your role does not permit this. Ask someone whose role does, or ask for the role.',
    cy: 'Nid yw eich rôl yn caniatáu hyn. Gofynnwch i rywun y mae ei rôl yn ei ganiatáu, neu gofynnwch am y rôl.',
  },
  NO_ROLE: {
    en: 'You are signed in, but nothing here gives you a role: your account is linked to no leader’s record, and your organisation has not been given access. Ask your talent team to link your account, or your administrator for a role.',
    cy: 'Rydych wedi mewngofnodi, ond nid oes dim yma yn rhoi rôl i chi: nid yw eich cyfrif wedi’i gysylltu â chofnod unrhyw arweinydd, ac nid yw eich sefydliad wedi cael mynediad. Gofynnwch i’ch tîm talent gysylltu eich cyfrif, neu i’ch gweinyddwr am rôl.',
  },
});
